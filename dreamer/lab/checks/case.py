"""A case: one question to a learner's function, how it is asked, and what is observed.

The same code watches a function in the notebook and in the grader's sandbox; what
is right, and whose mistake it looks like, is decided elsewhere (`compare.py`) from
what is returned here: plain arrays.

    run_case(case, {"symlog": symlog})  ->  {"value": array, "unchanged": array}
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dreamer.parts import State

Objects = Mapping[str, Any]  # symbol -> what the learner wrote
Observation = dict[str, np.ndarray]


@dataclass(frozen=True)
class Case:
    """One question to a learner's function.

    name: unique within its exercise; says: the property, as a sentence.
    symbol: what is asked, and on what its points hang; call: a routine below
    (by default, the symbol is called with the inputs in their order).
    wrt: inputs of whose gradients is taken note.
    rtol, atol: how far an answer may be off; exact where both are 0.
    """

    name: str
    symbol: str
    says: str
    inputs: Mapping[str, Any]
    call: str = "function"
    wrt: tuple[str, ...] = ()
    rtol: float = 1e-5  # a few units in the last place of float32, summed over a few terms
    atol: float = 1e-6


class WrongKind(Exception):
    """What came back is no tensor, or not of the kind that was asked for; the text says what."""


def wave(*shape: int, shift: float = 0.0, scale: float = 1.0) -> Tensor:
    """Numbers without a pattern that are the same on every machine.  -> float32 [shape]"""
    i = np.arange(math.prod(shape), dtype=np.float64)
    numbers = scale * np.sin(1.7 * i + 0.3 * np.sqrt(i) + shift)
    return torch.tensor(numbers.reshape(shape), dtype=torch.float32)


def cotangent(shape: tuple[int, ...]) -> np.ndarray:
    """The weights under which outputs are summed before a gradient is taken."""
    return np.linspace(1, 2, math.prod(shape)).reshape(shape)


def run_case(case: Case, objects: Objects) -> Observation:
    """Ask once. Whatever the learner's code raises comes through."""
    inputs = {
        name: value.clone().requires_grad_(name in case.wrt) if isinstance(value, Tensor) else value
        for name, value in case.inputs.items()
    }
    results = ROUTINES[case.call](objects, case.symbol, inputs)
    seen: Observation = {name: _array(name, value) for name, value in results.items()}
    for wrt in case.wrt:
        seen[f"gradient to {wrt}"] = _array(wrt, _gradient(results.values(), inputs[wrt]))
    tensors = [name for name, value in case.inputs.items() if isinstance(value, Tensor)]
    same = [torch.equal(inputs[name].detach(), case.inputs[name]) for name in tensors]
    if same:
        seen["unchanged"] = np.array(same)
    return seen


def _array(name: str, value: Any) -> np.ndarray:
    if not isinstance(value, Tensor):
        raise WrongKind(f"{name} is {_kind(value)}; expected a torch.Tensor")
    value = value.detach().cpu()
    if value.dtype in (torch.bfloat16, torch.float16):
        raise WrongKind(f"{name} is {value.dtype}; expected torch.float32")
    return value.numpy().copy()


def _kind(value: Any) -> str:
    names = {type(None): "None", np.ndarray: "a NumPy array"}
    return names.get(type(value), f"a {type(value).__name__}")


def _gradient(results: Iterable[Tensor], x: Tensor) -> Tensor:
    """The gradient of the weighted sum of all results with respect to x; 0 where x was not used."""
    total = torch.zeros((), requires_grad=True)
    for value in results:
        total = total + (value * torch.tensor(cotangent(tuple(value.shape))).to(value.dtype)).sum()
    (found,) = torch.autograd.grad(total, [x], allow_unused=True, retain_graph=True)
    return torch.zeros_like(x) if found is None else found


# ---- routines: objects, symbol, inputs -> named results


SEVERAL = {"kl_losses": ("dyn", "rep")}  # what comes back together


def _function(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    value = objects[symbol](*inputs.values())
    if symbol not in SEVERAL:
        return {"value": value}
    names = SEVERAL[symbol]
    if not isinstance(value, tuple | list) or len(value) != len(names):
        raise WrongKind(f"{_kind(value)} came back; expected {' and '.join(names)}")
    return dict(zip(names, value, strict=True))


def _uniform_mean(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The mean of uniform logits over the learner's own bins: what an untrained critic predicts."""
    bins = objects["symexp_bins"]()
    return {"value": objects[symbol](torch.zeros(len(bins)), bins)}


def _frequencies(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """How often each class is drawn, and whether every draw is a one-hot vector."""
    logits, draws = inputs["logits"], inputs["draws"]
    generator = torch.Generator().manual_seed(38)
    onehot = objects[symbol](logits.expand(draws, *logits.shape), generator)
    if not _array("the draw", onehot).dtype.kind == "f":
        raise WrongKind(f"the draw is {str(onehot.dtype).removeprefix('torch.')}; expected float32")
    rounded = onehot.detach().round()
    exact = (onehot.detach() - rounded).abs().max() < 1e-6  # x + (p - p) rounds
    single = rounded.shape == (draws, *logits.shape) and bool((rounded.sum(-1) == 1).all())
    return {
        "frequency": rounded.double().mean(0).to(onehot.dtype),
        "one-hot": (exact & torch.tensor(single)),
    }


def _same_draw(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Whether a generator in the same state leads to the same draw."""
    return _repeats(lambda generator: objects[symbol](inputs["logits"], generator))


def _repeats(draw: Callable[[torch.Generator], Tensor]) -> dict[str, Any]:
    """Whether two generators in the same state lead to the same."""
    first, second = (draw(torch.Generator().manual_seed(3)).detach() for _ in range(2))
    return {"repeats": torch.tensor(torch.equal(first, second))}


def _straight_through(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """A sample of which only the gradient is compared, as its value is random."""
    onehot = objects[symbol](inputs["logits"], torch.Generator().manual_seed(3))
    return {"shape": onehot - onehot.detach()}


def build_rssm(objects: Objects, inputs: Mapping[str, Any]) -> Any:
    """The learner's RSSM with the case's sizes and with numbers as weights."""
    rssm = objects["RSSM"](**inputs["sizes"])
    with torch.no_grad():
        for i, (name, p) in enumerate(rssm.named_parameters()):
            numbers = wave(*p.shape, shift=i + inputs.get("shift", 0.0), scale=0.5)
            certain = inputs.get("certain", 1.0) if name.endswith("_logits.weight") else 1.0
            p.copy_(numbers * certain + (1.0 if name.endswith("norm.weight") else 0.0))
    return rssm


def _method(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """One method of the RSSM, on tensors."""
    rssm = build_rssm(objects, inputs)
    tensors = [value for value in inputs.values() if isinstance(value, Tensor)]
    return {"value": getattr(rssm, symbol.removeprefix("RSSM."))(*tensors)}


TRIES = 20  # of which each succeeds 6 times in 10 with right code: all fail once in 10^8


def _observe(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """`observe` on a sequence, in a run in which every draw was the likeliest class."""
    rssm = build_rssm(objects, inputs)
    start = None
    if "deter" in inputs:
        start = State(inputs["deter"], inputs["stoch"], torch.zeros_like(inputs["stoch"]))
    for seed in range(TRIES):
        generator = torch.Generator().manual_seed(seed)
        states = _followed(rssm, inputs, start, generator)
        if _all_likeliest(states):
            break
    return states._asdict()


def _imagine(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """`imagine` from a state, in a run in which every draw was the likeliest class."""
    rssm = build_rssm(objects, inputs)
    start = State(inputs["deter"], inputs["stoch"], inputs["logits"])
    for seed in range(TRIES):
        generator = torch.Generator().manual_seed(seed)
        states, action = _dreamt(rssm, start, dreamt_policy, inputs["horizon"], generator)
        if _all_likeliest(State(*(x[:, 1:] for x in states))):
            break
    return {**states._asdict(), "action": action}


def dreamt_policy(state: State) -> Tensor:
    """The policy of the cases: two actions that depend on memory and guess.  [N, …] -> [N, 2]"""
    guess = state.stoch.flatten(-2)
    return torch.stack(
        [state.deter.sum(-1).sin(), (guess * wave(guess.shape[-1])).sum(-1).cos()], -1
    ).detach()


def _followed(rssm: Any, inputs: Mapping[str, Any], start: State | None, generator: Any) -> State:
    """What `observe` gives, if that is a State of tensors."""
    return _a_state(
        rssm.observe(inputs["embed"], inputs["action"], inputs["is_first"], start, generator)
    )


def _dreamt(rssm: Any, start: State, policy: Any, horizon: int, generator: Any) -> Any:
    """What `imagine` gives, if that is a State of tensors and actions."""
    found = rssm.imagine(start, policy, horizon, generator)
    if not isinstance(found, tuple) or len(found) != 2:
        raise WrongKind(f"{_kind(found)} came back; expected a State and the actions")
    return _a_state(found[0]), found[1]


def _a_state(states: Any) -> State:
    if not isinstance(states, State):
        raise WrongKind(f"{_kind(states)} came back; expected a State")
    for name, value in states._asdict().items():
        _array(name, value)
    return states


def _all_likeliest(states: State) -> bool:
    if states.stoch.shape != states.logits.shape:
        return True  # something else is wrong, which the values will show
    return torch.equal(states.stoch.argmax(-1), states.logits.argmax(-1))


def _observe_again(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Whether a generator in the same state leads to the same sequence."""
    rssm = build_rssm(objects, inputs)
    return _repeats(lambda generator: _followed(rssm, inputs, None, generator).stoch)


def _imagine_again(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Whether a generator in the same state leads to the same dream."""
    rssm = build_rssm(objects, inputs)
    start = State(inputs["deter"], inputs["stoch"], inputs["logits"])

    def dreamt(generator: torch.Generator) -> Tensor:
        return _dreamt(rssm, start, dreamt_policy, inputs["horizon"], generator)[0].stoch

    return _repeats(dreamt)


def _observe_gradients(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Whether gradients of later steps reach earlier ones, through memory and through guess."""
    rssm, deaf = build_rssm(objects, inputs), _without_guess(build_rssm(objects, inputs))
    embed, action = inputs["embed"].requires_grad_(), inputs["action"].requires_grad_()
    states = _followed(rssm, inputs, None, None)
    remembered = _followed(deaf, inputs, None, None)
    return {
        # without the guess, only memory leads from the first action to the last step
        "gradient through the memory": _reaches(remembered.deter[:, -1], action, (slice(None), 0)),
        # only the guess leads from the first observation to the second memory
        "gradient through the guess": _reaches(states.deter[:, 1], embed, (slice(None), 0)),
    }


def _imagine_gradients(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Whether gradients of a dream's end reach its beginning, through memory, guess and action."""
    rssm, deaf = build_rssm(objects, inputs), _without_guess(build_rssm(objects, inputs))
    deter = inputs["deter"].requires_grad_()
    chosen = wave(inputs["sizes"]["action"]).requires_grad_()
    start = State(deter, inputs["stoch"], inputs["logits"])
    states, _ = _dreamt(
        rssm, start, lambda _: chosen.expand(len(deter), -1), inputs["horizon"], None
    )
    remembered, _ = _dreamt(deaf, start, dreamt_policy, inputs["horizon"], None)
    return {
        "gradient through the memory": _reaches(remembered.deter[:, -1], deter),
        # the prior's weights act on the second memory by the first dreamt guess alone
        "gradient through the guess": _reaches(states.deter[:, 2], rssm.prior_logits.weight),
        "gradient through the action": _reaches(states.deter[:, 1], chosen),
    }


def _without_guess(rssm: Any) -> Any:
    """The RSSM, whose core takes no notice of the guess any more."""
    with torch.no_grad():
        for p in rssm.in_stoch.parameters():
            p.zero_()
    return rssm


def _reaches(end: Tensor, x: Tensor, where: Any = ...) -> Tensor:
    """Whether a gradient gets from `end` to `x[where]`."""
    return _gradient([end], x)[where].ne(0).any()


def _kl_gradients(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The gradient of each of the two losses to each side."""
    sides = {side: inputs[side].clone().requires_grad_() for side in ("posterior", "prior")}
    losses = objects[symbol](*{**inputs, **sides}.values())
    return {
        f"gradient of {name} to the {side}": _gradient([loss], x)
        for name, loss in zip(("dyn", "rep"), losses, strict=True)
        for side, x in sides.items()
    }


def _scales(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The scale after each of several batches."""
    rate = {"rate": inputs["rate"]} if "rate" in inputs else {}
    scale = objects[symbol](**rate)
    values = [scale.update(x) for x in inputs.values() if isinstance(x, Tensor)]
    for value in values:
        if _array("the scale", value).size != 1:
            raise WrongKind(f"the scale has shape {list(value.shape)}; expected a scalar")
    return {"value": torch.stack([value.reshape(()) for value in values])}


ROUTINES: dict[str, Callable[[Objects, str, Mapping[str, Any]], dict[str, Any]]] = {
    "function": _function,
    "uniform mean": _uniform_mean,
    "frequencies": _frequencies,
    "same draw": _same_draw,
    "straight through": _straight_through,
    "method": _method,
    "observe": _observe,
    "imagine": _imagine,
    "observe again": _observe_again,
    "imagine again": _imagine_again,
    "observe gradients": _observe_gradients,
    "imagine gradients": _imagine_gradients,
    "kl gradients": _kl_gradients,
    "scales": _scales,
}
