"""Small experiments with a function whose numbers are wrong, until it is clear in what.

Each asks the learner's function once more about a case with something changed, and says what came of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from torch import Tensor

from dreamer.lab.checks.case import Case, Objects, Observation
from dreamer.lab.checks.runner import ask

SECONDS = 1.0  # for one experiment
ASKED = ("function", "method")
# How many of the last axes of its shortest input belong together; what stands apart along the others has nothing to do with each other.
TOGETHER = {
    "symlog": 0,
    "symexp": 0,
    "twohot": 0,
    "twohot_mean": 1,
    "twohot_loss": 0,
    "unimix": 1,
    "kl_losses": 2,
    "lambda_return": 1,
    "RSSM.core": 1,
    "RSSM.prior": 1,
    "RSSM.posterior": 1,
    "reconstruction_loss": 1,
    "continue_loss": 0,
    "actor_loss": 1,
    "dream_actor_loss": 1,
    "critic_loss": 1,
    "replay_value_loss": 1,
}


def other(name: str, value: Any) -> Any:
    """Another legal value of an input; None where it is the same on purpose, as sizes are."""
    if isinstance(value, Tensor):
        if name == "bins":  # still in order
            return 0.75 * value
        if name == "last":
            return 1 - value if value.is_floating_point() else ~value.bool()
        return value.flip(-1) * 0.5 + 0.25 if value.dim() else value * 0.5 + 0.25
    return 0.5 * value + 0.125 if isinstance(value, float) else None


def experiments(case: Case, objects: Objects, seen: Observation, matters: list[str]) -> list[str]:
    """What is said of a case whose numbers are wrong.

    matters: the inputs on which the right answer depends.
    """
    finite = all(np.isfinite(value).all() for value in seen.values())
    if case.call not in ASKED or not finite:
        return []
    case = replace(case, wrt=(), repeated=False)
    for name in matters:
        one = other(name, case.inputs[name])
        values = [one] if name == "last" else [one, 0.01 * one]
        changed = [ask(_with(case, {name: x}), objects, SECONDS).outcome for x in values]
        if all(not isinstance(outcome, str) and _same(seen, outcome) for outcome in changed):
            return [f"with another `{name}` the same comes back"]
    return _leaks(case, objects, seen)


def _leaks(case: Case, objects: Objects, seen: Observation) -> list[str]:
    """Whether what comes back at the first place of an axis depends on what stands at its last."""
    value = next(iter(seen.values()))
    tensors = {k: v for k, v in case.inputs.items() if isinstance(v, Tensor) and k != "bins"}
    if case.symbol not in TOGETHER:
        return []
    apart = min(x.dim() for x in tensors.values()) - TOGETHER[case.symbol]
    for axis in range(min(apart, value.ndim)):
        size = value.shape[axis]
        if size < 2 or any(x.shape[axis] != size for x in tensors.values()):
            continue
        changed = {}
        for name, x in tensors.items():
            changed[name] = x.clone()
            changed[name].select(axis, -1).copy_(other(name, x).select(axis, -1))
        outcome = ask(_with(case, changed), objects, SECONDS).outcome
        if isinstance(outcome, str):
            continue
        names = [k for k in seen if k in outcome and seen[k].shape == outcome[k].shape]
        if any(
            not np.allclose(seen[k].take(0, axis), outcome[k].take(0, axis), 1e-4, 1e-6)
            for k in names
            if seen[k].dtype != bool
        ):
            place = ", ".join([":"] * axis)
            first, last = (f"[{place}{', ' if place else ''}{i}]" for i in (0, size - 1))
            return [
                f"what comes back at {first} depends on what goes in at {last}, with which it has nothing to do: is "
                "something averaged, normalised or compared over that axis?"
            ]
    return []


def _with(case: Case, inputs: Mapping[str, Any]) -> Case:
    return replace(case, inputs={**case.inputs, **inputs})


def _same(one: Observation, another: Observation) -> bool:
    names = [name for name in one if name in another and one[name].dtype != bool]
    return all(
        one[name].shape == another[name].shape
        and np.allclose(one[name], another[name], 1e-5, 1e-7, equal_nan=True)
        for name in names
    )
