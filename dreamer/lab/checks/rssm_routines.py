"""The ways of asking an RSSM: its single steps, its sequences and dreams, their draws and gradients.

`observe` and `imagine` are compared with the learner's own `core`, `prior` and `posterior`, given what was
drawn, so that a mistake in one of these costs nothing there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from dreamer.lab.checks.case import Objects, WrongKind, as_array, cotangent, gradient, kind_of, wave
from dreamer.lab.checks.drawing import DRAWN, Draw, drawn_with, fair, governed, seeded
from dreamer.parts import State

Inputs = Mapping[str, Any]
FIELDS = ("deter", "stoch", "logits")
GOVERNED_ROWS = 10


def built(objects: Objects, inputs: Inputs) -> Any:
    """The learner's RSSM with the case's sizes and with numbers as weights."""
    rssm = objects["RSSM"](**inputs["sizes"])
    fill(rssm, inputs)
    return rssm


def fill(rssm: Any, inputs: Inputs) -> None:
    """Write the case's numbers into the weights."""
    with torch.no_grad():
        for i, (name, p) in enumerate(rssm.named_parameters()):
            numbers = _numbers(p.shape, i + inputs.get("shift", 0.0))
            certain = inputs.get("certain", 1.0) if name.endswith("_logits.weight") else 1.0
            p.copy_(numbers * certain + (1.0 if name.endswith("norm.weight") else 0.0))


@functools.lru_cache(512)
def _numbers(shape: tuple[int, ...], shift: float) -> Tensor:
    return wave(*shape, shift=shift, scale=0.5)


def _method(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """One method of the RSSM, on tensors."""
    tensors = [value for value in inputs.values() if isinstance(value, Tensor)]
    return {"value": getattr(objects["built"], symbol.removeprefix("RSSM."))(*tensors)}


def _weights(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """Whether a gradient gets to each of the weights that a method uses."""
    rssm = objects["built"]
    value = _method(objects, symbol, inputs)["value"]
    as_array("value", value)
    return {"gradient to the weights": _all_reached(value, _used(rssm, inputs))}


def _used(rssm: Any, inputs: Inputs) -> list[Tensor]:
    """The weights of the layers that a case is about, in their order."""
    return [p for name, p in rssm.named_parameters() if name.split(".")[0] in inputs["layers"]]


def _weight_gradients(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """By how much the output moves, weighted by numbers, where each of the used weights is moved along numbers."""
    rssm = objects["built"]
    value = _method(objects, symbol, inputs)["value"]
    as_array("value", value)
    used = _used(rssm, inputs)
    total = (value * torch.tensor(cotangent(tuple(value.shape)), dtype=value.dtype)).sum()
    if not total.requires_grad:
        return {"gradient to the weights": torch.zeros(len(used))}
    found = torch.autograd.grad(total, used, allow_unused=True)
    along = [
        torch.tensor(0.0) if g is None else (g * direction(tuple(g.shape))).sum() for g in found
    ]
    return {"gradient to the weights": torch.stack(along)}


def direction(shape: tuple[int, ...]) -> Tensor:
    """The numbers along which a weight is moved."""
    return wave(*shape, shift=5.0)


# ---- sequences and dreams in which the likeliest class comes every time

TRIES = (
    30  # of which each succeeds more than every second time with right code: all fail once in 10^9
)


def _observe(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """`observe` on a sequence, in a run in which every draw was the likeliest class."""
    for seed in range(TRIES):
        states = _followed(objects["built"], inputs, _start(inputs), seeded(seed))
        if _all_likeliest(states):
            break
    return states._asdict()


def _imagine(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """`imagine` from a state, in a run in which every draw was the likeliest class."""
    for seed in range(TRIES):
        states, action = _dreamt(objects["built"], inputs, dreamt_policy, seeded(seed))
        if _all_likeliest(State(*(x[:, 1:] for x in states))):
            break
    return {**states._asdict(), "action": action}


def dreamt_policy(state: State) -> Tensor:
    """The policy of the cases: actions that depend on memory and guess.  [N, …] -> [N, 2]"""
    return _choice(state).detach()


def _choice(state: State) -> Tensor:
    guess = state.stoch.flatten(-2)
    return torch.stack(
        [state.deter.sum(-1).sin(), (guess * wave(guess.shape[-1])).sum(-1).cos()], -1
    )


def _start(inputs: Inputs) -> State | None:
    if "deter" not in inputs:
        return None
    logits = inputs["logits"] if "logits" in inputs else torch.zeros_like(inputs["stoch"])
    return State(inputs["deter"], inputs["stoch"], logits)


def _followed(
    rssm: Any, inputs: Inputs, start: State | None, generator: torch.Generator | None
) -> State:
    """What `observe` gives, if that is a State of tensors."""
    return _a_state(
        rssm.observe(inputs["embed"], inputs["action"], inputs["is_first"], start, generator)
    )


def _dreamt(
    rssm: Any, inputs: Inputs, policy: Callable[[State], Tensor], generator: torch.Generator | None
) -> tuple[State, Tensor]:
    """What `imagine` gives, if that is a State of tensors and actions."""
    found = rssm.imagine(_start(inputs), policy, inputs["horizon"], generator)
    if not isinstance(found, tuple) or len(found) != 2:
        raise WrongKind(f"{kind_of(found)} came back; expected a State and the actions")
    as_array("action", found[1])
    return _a_state(found[0]), found[1]


def _a_state(states: Any) -> State:
    if not isinstance(states, State):
        raise WrongKind(f"{kind_of(states)} came back; expected a State")
    for name, value in states._asdict().items():
        as_array(name, value)
    return states


def _all_likeliest(states: State) -> bool:
    if states.stoch.shape != states.logits.shape:
        return True  # something else is wrong, which the values will show
    return torch.equal(states.stoch.argmax(-1), states.logits.argmax(-1))


# ---- sequences and dreams with draws that are open

CLOSE = 1e-3  # of the largest number


def _observe_steps(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """Whether each step of a sequence without resets follows from the one before, as it was given back."""
    rssm, start = objects["built"], _start(inputs)
    assert start is not None
    embed, action = (inputs[name].requires_grad_() for name in ("embed", "action"))
    states = _followed(rssm, inputs, start, seeded(7))
    _shapes(states, start, inputs["is_first"].shape)
    before = State(
        *(torch.cat([a.unsqueeze(1), b[:, :-1]], 1) for a, b in zip(start, states, strict=True))
    )
    own_deter = _each_step(rssm.core, before.deter, before.stoch, action)
    own_logits = rssm.posterior(own_deter, embed)
    found: dict[str, Any] = {
        "memory as core has it": _close(states.deter, own_deter),
        "logits as posterior has them": _close(states.logits, own_logits),
    }
    # What a step's own observation and action teach it, besides what earlier ones do.
    straight = _probabilities(own_logits)
    for name, given, own in (
        ("memory", states.deter, own_deter),
        ("logits", states.logits, own_logits),
        ("guess", states.stoch, straight),
    ):
        sources = {"action": action} if name == "memory" else {"action": action, "embed": embed}
        for source, x in sources.items():
            found[f"gradient of the {name} to the {source} of its step"] = _same_gradient(
                given, own, x
            )
    return found


def _imagine_steps(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """Whether each step of a dream follows from the one before, as it was given back."""
    rssm, start = objects["built"], _start(inputs)
    assert start is not None
    horizon = inputs["horizon"]
    N, A = len(inputs["deter"]), inputs["sizes"]["action"]
    chosen = wave(N, horizon, A).requires_grad_()
    asked = iter(range(10**6))

    def policy(state: State) -> Tensor:
        """Another action each time that it is asked: asked twice, it would say two things."""
        number = next(asked)
        own = chosen[:, number] if number < horizon else wave(N, A, shift=number)
        return own + _choice(state).sum(-1, keepdim=True).detach()

    states, action = _dreamt(rssm, inputs, policy, seeded(7))
    _shapes(State(*(x[:, 1:] for x in states)), start, (N, horizon))
    before = State(*(x[:, :-1] for x in states))
    looks = torch.stack([_choice(State(*(x[:, t] for x in states))) for t in range(horizon)], 1)
    own_action = chosen + looks.sum(-1, keepdim=True).detach()
    own_deter = _each_step(rssm.core, before.deter, before.stoch, own_action)
    own_logits = rssm.prior(own_deter)
    found: dict[str, Any] = {
        "the start first": torch.stack(
            [_close(x[:, 0], y) for x, y in zip(states, start, strict=True)]
        ),
        "actions as the policy gave them": _close(action, own_action),
        "memory as core has it": _close(states.deter[:, 1:], own_deter),
        "logits as prior has them": _close(states.logits[:, 1:], own_logits),
    }
    for name, given, own in (
        ("memory", states.deter[:, 1:], own_deter),
        ("logits", states.logits[:, 1:], own_logits),
        ("guess", states.stoch[:, 1:], _probabilities(own_logits)),
        ("action", action, own_action),
    ):
        found[f"gradient of the {name} to the action of its step"] = _same_gradient(
            given, own, chosen
        )
    return found


def _each_step(core: Any, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    """`core` for all rows and steps at once, each from a state that stands still.  -> [B, T, D]"""
    flat = core(deter.detach().flatten(0, 1), stoch.detach().flatten(0, 1), action.flatten(0, 1))
    return flat.unflatten(0, deter.shape[:2])


def _probabilities(logits: Tensor) -> Tensor:
    """What a straight-through draw has the gradient of: the softmax, with its share of 99 %."""
    return 0.99 * logits.softmax(-1)


def _shapes(states: State, start: State, leading: tuple[int, ...]) -> None:
    for name, value, first in zip(FIELDS, states, start, strict=True):
        if value.shape != (wanted := (*leading, *first.shape[1:])):
            raise WrongKind(f"{name} has shape {list(value.shape)}, expected {list(wanted)}")


def _close(got: Tensor, own: Tensor) -> Tensor:
    if got.shape != own.shape:
        return torch.tensor(False)
    return (got - own).abs().max() <= CLOSE * (1e-3 + own.abs().max())


def _same_gradient(given: Tensor, own: Tensor, x: Tensor) -> Tensor:
    """Whether at the first and the last step t, `given[:, t]` has the gradient to `x[:, t]` that `own[:, t]` has."""
    same = []
    for t in (0, x.shape[1] - 1):
        weights = torch.tensor(cotangent(tuple(own[:, t].shape)), dtype=own.dtype)
        weights = weights.roll(1, -1) * wave(*weights.shape, shift=1.0)
        theirs = gradient([given[:, t] * weights], x)[:, t]
        ours = gradient([own[:, t] * weights], x)[:, t]
        same.append(_close(theirs, ours))
    return torch.stack(same)


def _observe_reach(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """Whether gradients of later steps reach earlier ones, through memory and through guess."""
    rssm, start = objects["built"], _start(inputs)
    assert start is not None
    embed, action = inputs["embed"].requires_grad_(), inputs["action"].requires_grad_()
    for x in start[:2]:
        x.requires_grad_()
    states = _followed(rssm, inputs, start, seeded(7))
    T = embed.shape[1]
    found = {
        # only the guess leads from an observation to the memory after it
        "gradient through the guess": torch.stack(
            [_reached(states.deter[:, t + 1], embed)[:, t].any() for t in (0, 1, T - 2)]
        ),
        "gradient to the given memory": _reached(states.deter[:, 0], start.deter).any(),
        "gradient to the given guess": _reached(states.deter[:, 0], start.stoch).any(),
    }
    _without_guess(rssm)
    remembered = _followed(rssm, inputs, start, seeded(7))
    # without the guess, only memory leads from an action to the last step
    found["gradient through the memory"] = _reached(remembered.deter[:, -1], action).any(-1)
    found["gradient of the logits through the memory"] = _reached(
        remembered.logits[:, -1], action
    ).any()
    return found


def _imagine_reach(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """Whether gradients of a dream's end reach its beginning, through memory, guess, action and policy."""
    rssm, horizon = objects["built"], inputs["horizon"]
    for name in FIELDS:
        inputs[name].requires_grad_()
    A = inputs["sizes"]["action"]

    def looks_at(field: str) -> Callable[[State], Tensor]:
        def policy(state: State) -> Tensor:
            x = getattr(state, field).flatten(1)
            return (x * wave(x.shape[-1], shift=2.0)).sum(-1, keepdim=True).expand(-1, A)

        return policy

    found: dict[str, Any] = {}
    for field, name in (("deter", "memory"), ("stoch", "guess"), ("logits", "logits")):
        _, action = _dreamt(rssm, inputs, looks_at(field), seeded(7))
        later = [
            _reached(action[:, t], inputs["deter"]).any() for t in range(1, horizon)
        ]  # each of them is made of the start's memory
        found[f"gradient through the {name} that the policy sees"] = torch.stack(
            [_reached(action[:, 0], inputs[field]).any(), *later]
        )
    states, _ = _dreamt(rssm, inputs, lambda state: torch.zeros(len(state.deter), A), seeded(7))
    found["gradient to the start"] = torch.stack(
        [_reached(x[:, 0], inputs[name]).any() for x, name in zip(states, FIELDS, strict=True)]
    )
    # the prior's weights act on the second memory by the first dreamt guess alone
    found["gradient through the guess"] = _reached(
        states.deter[:, 2], rssm.prior_logits.weight
    ).any()
    weights = [p for name, p in rssm.named_parameters() if _is_of_dreams(name)]
    found["gradient to the weights"] = _all_reached(states.logits[:, -1], weights)
    _without_guess(rssm)
    remembered, _ = _dreamt(rssm, inputs, lambda state: torch.zeros(len(state.deter), A), seeded(7))
    found["gradient through the memory"] = _reached(remembered.deter[:, -1], inputs["deter"]).any()
    return found


def _is_of_dreams(name: str) -> bool:
    return name.endswith("weight") and not name.startswith(("posterior", "in_action"))


def _without_guess(rssm: Any) -> None:
    """Let the core take no notice of the guess any more."""
    with torch.no_grad():
        for p in rssm.in_stoch.parameters():
            p.zero_()


def _reached(end: Tensor, x: Tensor) -> Tensor:
    """Which numbers of `x` a gradient gets to from `end`.  -> bool, of the shape of x"""
    weights = wave(
        *end.shape, shift=3.0
    )  # else the guesses of a variable, which add up to 1, cancel
    return gradient([end * weights], x).abs() > 1e-9


def _all_reached(end: Tensor, weights: list[Tensor]) -> Tensor:
    """To which of the weights a gradient gets from `end`.  -> bool [number of weights]"""
    if not end.requires_grad:
        return torch.zeros(len(weights), dtype=torch.bool)
    total = (end * wave(*end.shape, shift=3.0)).sum()
    found = torch.autograd.grad(total, weights, allow_unused=True, retain_graph=True)
    return torch.stack([torch.tensor(g is not None and bool(g.abs().max() > 1e-9)) for g in found])


def _observe_fair(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """The guesses of many equal sequences."""
    many = _rows(inputs, inputs["rows"])
    states = _followed(objects["built"], many, _start(many), seeded(38))
    _shapes(states, objects["built"].initial(1), many["is_first"].shape)
    return {"guess": states.stoch, "guess's logits": states.logits}


def _imagine_fair(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """The guesses of many dreams from one state."""
    many = _rows(inputs, inputs["rows"])
    states, _ = _dreamt(objects["built"], many, dreamt_policy, seeded(38))
    dreamt = State(*(x[:, 1:] for x in states))
    _shapes(dreamt, objects["built"].initial(1), (inputs["rows"], inputs["horizon"]))
    return {"guess": dreamt.stoch, "guess's logits": dreamt.logits}


def are_fair(inputs: Inputs, seen: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Whether these guesses follow their logits."""
    guess, logits = seen["guess"], seen["guess's logits"]
    wanted = _guesses(inputs, inputs["rows"])
    if guess.shape != wanted or logits.shape != wanted:
        raise WrongKind(f"guesses have shape {list(guess.shape)}, expected {list(wanted)}")
    return fair(guess, logits)


def _guesses(inputs: Inputs, rows: int) -> tuple[int, ...]:
    """The shape of so many rows of guesses."""
    sizes = inputs["sizes"]
    steps = inputs["is_first"].shape[1] if "is_first" in inputs else inputs["horizon"]
    return rows, steps, sizes["stoch"], sizes["classes"]


def _rows(inputs: Inputs, rows: int) -> dict[str, Any]:
    """The one sequence or start of `inputs`, so many times."""
    return {
        name: x.expand(rows, *x.shape[1:]).clone() if isinstance(x, Tensor) else x
        for name, x in inputs.items()
    }


def _observe_draws(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """The same, and a few with generators and without."""
    few = _rows(inputs, GOVERNED_ROWS)

    def draw(generator: torch.Generator | None) -> Tensor:
        return _followed(objects["built"], few, _start(few), generator).stoch.detach()

    return {**_observe_fair(objects, symbol, inputs), **_drawn_with(objects["built"], draw, inputs)}


def _imagine_draws(objects: Objects, symbol: str, inputs: Inputs) -> dict[str, Any]:
    """The same, and a few with generators and without."""
    few = _rows(inputs, GOVERNED_ROWS)

    def draw(generator: torch.Generator | None) -> Tensor:
        states, _ = _dreamt(objects["built"], few, dreamt_policy, generator)
        return states.stoch[:, 1:].detach()

    return {**_imagine_fair(objects, symbol, inputs), **_drawn_with(objects["built"], draw, inputs)}


def _drawn_with(rssm: Any, draw: Draw, inputs: Inputs) -> dict[str, Any]:
    """As an agent learns, and as it acts: in eval mode, and without gradients."""
    seed = inputs.get("seed", 3)
    learning = drawn_with(draw, seed)
    rssm.eval()
    with torch.no_grad():
        acting = drawn_with(draw, seed)
    rssm.train()
    return {**learning, **{f"{name} in eval mode": value for name, value in acting.items()}}


def are_fair_and_governed(inputs: Inputs, seen: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Whether guesses follow their logits, and the generator alone decides them."""
    few = _guesses(inputs, GOVERNED_ROWS)
    return {**are_fair(inputs, seen), **governed_twice(seen, " in eval mode", few)}


def governed_twice(
    seen: Mapping[str, Tensor], acting: str, shape: tuple[int, ...]
) -> dict[str, Tensor]:
    """Whether the generator alone decides, as an agent learns and as it acts: names of these end with `acting`."""
    there = {name: seen[f"{name}{acting}"] for name in DRAWN}
    return {
        **governed(seen, shape),
        **{f"{name}{acting}": value for name, value in governed(there, shape).items()},
    }


ROUTINES: dict[str, Callable[[Objects, str, Inputs], dict[str, Any]]] = {
    "method": _method,
    "weights": _weights,
    "weight gradients": _weight_gradients,
    "observe": _observe,
    "imagine": _imagine,
    "observe steps": _observe_steps,
    "imagine steps": _imagine_steps,
    "observe reach": _observe_reach,
    "imagine reach": _imagine_reach,
    "observe fair": _observe_fair,
    "imagine fair": _imagine_fair,
    "observe draws": _observe_draws,
    "imagine draws": _imagine_draws,
}
# What is decided of the draws that come back, and where no learner's code runs.
JUDGES: dict[str, Callable[[Inputs, Mapping[str, Tensor]], dict[str, Tensor]]] = {
    "observe fair": are_fair,
    "imagine fair": are_fair,
    "observe draws": are_fair_and_governed,
    "imagine draws": are_fair_and_governed,
}
