"""Hidden questions on rssm: other sizes, blocks and weights; episodes that begin anywhere."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import torch

from dreamer.lab.checks.case import Case
from grader.knowledge import oracles
from grader.knowledge.cases.random_inputs import (
    ACTIONS,
    LAPTOP,
    Rng,
    apart,
    flags,
    normal,
    one_of,
    onehot,
)
from grader.knowledge.right_answers import right_answer

CERTAIN = 400.0  # by how much logits are larger, so that the likeliest class is nearly always drawn
# Over all draws of a sequence; `TRIES` runs of a question then all miss once in 10^9.
LEAST = 0.5
AS_THE_AGENT = {
    **{name: getattr(LAPTOP, name) for name in ("deter", "hidden", "stoch", "classes", "blocks")},
    **{"embed": LAPTOP.units, "action": ACTIONS},
}

# The layers that each method uses.
LAYERS = {
    "core": ("in_deter", "in_stoch", "in_action", "mix", "gates"),
    "prior": ("prior_hidden", "prior_logits"),
    "posterior": ("posterior_hidden", "posterior_logits"),
}


def draw(rng: Rng) -> list[Case]:
    method: dict[str, Any] = {"call": "method", "rtol": 1e-3, "atol": 1e-4}
    cases = []
    for blocks in (1, one_of(rng, (2, 3)), one_of(rng, (4, 5))):
        inputs = _core(rng, _sizes(rng, blocks))
        says = f"one step of memory in {blocks} block{'s' * (blocks > 1)}"
        cases.append(Case(f"hidden core {blocks}", "RSSM.core", says, inputs, **method))
    small = _core(rng, _sizes(rng, 2))
    cases.append(
        Case(
            "hidden core gradient",
            "RSSM.core",
            "gradients flow, but not through the size of an action",
            small,
            wrt=("deter", "stoch", "action"),
            **method,
        )
    )
    whole = _core(rng, AS_THE_AGENT, N=32)
    seen = {"embed": normal(rng, 32, AS_THE_AGENT["embed"])}
    for name, extra in (("core", ()), ("prior", ("deter",)), ("posterior", ("deter", "embed"))):
        asked = {k: v for k, v in (whole | seen).items() if k in ("sizes", "shift", *extra)}
        cases.append(
            Case(
                f"hidden {name} of the agent",
                f"RSSM.{name}",
                "in the agent's own sizes",
                asked if extra else whole,
                **method,
            )
        )
    sizes = _sizes(rng, 2)
    D, E = sizes["deter"], sizes["embed"]
    guess: dict[str, Any] = {"sizes": sizes, "shift": float(rng.uniform(0, 9))}
    both = {"deter": normal(rng, 2, 3, D), "embed": normal(rng, 2, 3, E)}
    cases += [
        Case(
            "hidden prior",
            "RSSM.prior",
            "logits of a guess without looking",
            {**guess, "deter": both["deter"]},
            **method,
        ),
        Case(
            "hidden posterior",
            "RSSM.posterior",
            "logits of a guess with the observation in view",
            {**guess, **both},
            **method,
        ),
        *(
            Case(
                f"hidden {name} gradient",
                f"RSSM.{name}",
                "gradients flow to what goes in",
                {**guess, **{k: both[k][0] for k in keys}},
                wrt=keys,
                **method,
            )
            for name, keys in (("prior", ("deter",)), ("posterior", ("deter", "embed")))
        ),
        *(
            Case(
                f"hidden {name} weights",
                f"RSSM.{name}",
                "gradients reach the weights",
                {"layers": LAYERS[name], **inputs},
                call="weight gradients",
                rtol=2e-3,
                atol=2e-3,
            )
            for name, inputs in (
                ("core", _core(rng, _sizes(rng, 2))),
                ("prior", {**guess, "deter": both["deter"]}),
                ("posterior", {**guess, **both}),
            )
        ),
        *(
            Case(
                f"hidden {name} {says}",
                f"RSSM.{name}",
                says,
                {**guess, **{k: both[k][which] for k in keys}},
                **method,
            )
            for name, keys in (("prior", ("deter",)), ("posterior", ("deter", "embed")))
            for says, which in (
                ("without leading axes", (0, 0)),
                ("of a single state", (slice(1), 0)),
            )
        ),
        _certain(rng, "hidden follow", "a sequence from a given state", start=True, resets=False),
        _certain(rng, "hidden begin", "a sequence from no state at all", start=False, resets=False),
        _certain(rng, "hidden episodes", "episodes that begin on the way", start=True, resets=True),
        _certain(rng, "hidden numbers", "`is_first` as 0 and 1", True, True, numbers=True),
        _certain(rng, "hidden one row", "a batch of one", True, True, size=(1, 3)),
        _certain(rng, "hidden one step", "a sequence of one step", True, True, size=(2, 1)),
        Case(
            "hidden observed draws",
            "RSSM.observe",
            "guesses are drawn as the posterior says",
            _many(rng, _sequence(rng, start=True, resets=False, size=(1, 6), stoch=8)),
            call="observe draws",
        ),
        _followed_back(rng),
        _dreamt_back(rng),
        _dreamt(rng, "hidden dream", 4),
        _dreamt(rng, "hidden short dream", 1),
        _dreamt(rng, "hidden dream of one row", 2, N=1),
        Case(
            "hidden dreamt draws",
            "RSSM.imagine",
            "guesses are drawn as the prior says",
            _many(rng, _dream(rng, 6, N=1, stoch=8)),
            call="imagine draws",
        ),
    ]
    return cases


def _sizes(rng: Rng, blocks: int, action: int | None = None) -> dict[str, int]:
    """Sizes of which no two that could be mixed up are the same."""
    return {
        "deter": blocks * one_of(rng, (3, 4, 5)),
        "hidden": one_of(rng, (6, 7)),
        "stoch": one_of(rng, (2, 3)),
        "classes": one_of(rng, (4, 5)),
        "blocks": blocks,
        "embed": one_of(rng, (8, 9)),
        "action": action or one_of(rng, (1, 3)),
    }


def _core(rng: Rng, sizes: dict[str, int], N: int = 3) -> dict[str, Any]:
    action = apart(rng, N, sizes["action"], least=0.2, most=0.8)
    beyond = torch.from_numpy(rng.random((N, sizes["action"])) < 0.5)
    beyond[0, 0] = True  # at least one is
    return {
        "sizes": sizes,
        "shift": float(rng.uniform(0, 9)),
        "deter": normal(rng, N, sizes["deter"], scale=0.7),
        "stoch": onehot(rng, N, sizes["stoch"], sizes["classes"]),
        # on both sides of ±1, and not near it, where the gradient jumps
        "action": action + 1.2 * beyond * action.sign(),
    }


def _many(rng: Rng, inputs: dict[str, Any]) -> dict[str, Any]:
    """One sequence or dream, to be followed many times, with logits that are open."""
    seed = int(rng.integers(2**31))
    return {**inputs, "certain": float(rng.uniform(1.0, 2.0)), "rows": 200, "seed": seed}


def _sequence(
    rng: Rng,
    start: bool,
    resets: bool,
    numbers: bool = False,
    size: tuple[int, int] = (2, 4),
    **sized: int,
) -> dict[str, Any]:
    sizes = {**_sizes(rng, one_of(rng, (1, 2, 3))), **sized}
    B, T = size
    first = flags(rng, B, T) if resets else torch.zeros(B, T, dtype=torch.bool)
    first[0, 0] = resets  # and in one row at the first step
    state = {
        "deter": normal(rng, B, sizes["deter"], scale=0.7),
        "stoch": onehot(rng, B, sizes["stoch"], sizes["classes"]),
    }
    return {
        "sizes": sizes,
        "shift": float(rng.uniform(0, 9)),
        "certain": CERTAIN,
        "embed": normal(rng, B, T, sizes["embed"], scale=2.0),
        "action": normal(rng, B, T, sizes["action"], scale=1.5),
        "is_first": first.float() if numbers else first,
        **(state if start else {}),
    }


def _dream(rng: Rng, horizon: int, N: int = 3, **sized: int) -> dict[str, Any]:
    sizes = {
        **_sizes(rng, one_of(rng, (1, 2, 3)), action=2),
        **sized,
    }  # the policy of the cases has two
    logits = normal(rng, N, sizes["stoch"], sizes["classes"])
    return {
        "sizes": sizes,
        "shift": float(rng.uniform(0, 9)),
        "certain": CERTAIN,
        "deter": normal(rng, N, sizes["deter"], scale=0.7),
        "stoch": torch.nn.functional.one_hot(logits.argmax(-1), sizes["classes"]).float(),
        "logits": logits,
        "horizon": horizon,
    }


LONG: dict[str, Any] = {"rtol": 2e-3, "atol": 1e-3}  # logits of hundreds, on each other's results


def _certain(
    rng: Rng,
    name: str,
    says: str,
    start: bool,
    resets: bool,
    numbers: bool = False,
    size: tuple[int, int] = (2, 4),
) -> Case:
    return _sure(
        lambda: Case(
            name,
            "RSSM.observe",
            says,
            _sequence(rng, start, resets, numbers, size),
            call="observe",
            **LONG,
        )
    )


def _dreamt(rng: Rng, name: str, horizon: int, N: int = 3) -> Case:
    return _sure(
        lambda: Case(
            name,
            "RSSM.imagine",
            f"a dream of {horizon} step{'s' * (horizon > 1)}",
            _dream(rng, horizon, N),
            call="imagine",
            **LONG,
        )
    )


def _sure(make: Any, most: float = 1.0) -> Case:
    """The first case drawn in which right code draws the likeliest classes all the time, nearly.

    most: how sure the surest of them may be.
    """
    while True:
        case = make()
        logits = right_answer(replace(case, wrt=()))["logits"]
        dreamt = logits[:, 1:] if case.call == "imagine" else logits
        sure = oracles.mixed(dreamt).max(-1)
        if np.prod(sure) > LEAST and sure.min() <= most:
            return case


# Where gradients are asked for, some of the draws are open enough to have one.
OPEN = 0.95


def _followed_back(rng: Rng) -> Case:
    given = partial(_sequence, rng, start=True, resets=False, size=(1, 3), stoch=2, hidden=6)
    return _back(rng, "sequence", "observe", given, ("embed", "action", "deter", "stoch"))


def _dreamt_back(rng: Rng) -> Case:
    given = partial(_dream, rng, 3, N=1, stoch=2, hidden=6)
    return _back(rng, "dream", "imagine", given, ("deter", "stoch", "logits"))


def _back(rng: Rng, of: str, call: str, given: Any, wrt: tuple[str, ...]) -> Case:
    says = "gradients flow back through memory and guess"

    def make() -> Case:
        inputs = {**given(), "certain": float(rng.uniform(2, 12))}
        name = f"hidden gradients of a {of}"
        return Case(name, f"RSSM.{call}", says, inputs, call=call, wrt=wrt, **LONG)

    return _sure(make, OPEN)
