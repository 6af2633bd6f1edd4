"""Compares an answer with the right one, and recognises known mistakes.

Works on plain arrays alone and runs no learner's code. The learner's own check and the grader
both decide here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dreamer.lab.checks.case import Case, Observation

# What a case came to: what was seen, or the name of what was raised ("WrongKind: …" with its text).
Outcome = Observation | str


@dataclass(frozen=True)
class Difference:
    """The first thing that is not as it should be, and how to say it."""

    what: str  # in words: what differs
    lines: tuple[str, ...] = ()  # got, expected, where


YES_OR_NO = {
    "unchanged": "the function changes its input in place",
    "one-hot": "a draw is not a one-hot vector for each variable",
    "repeats": "the same generator led to another draw",
}


def difference(case: Case, seen: Outcome, right: Observation) -> Difference | None:
    """Where `seen` departs from the right answer; None where it does not."""
    if isinstance(seen, str):
        return Difference(f"it raised {seen}")
    for name, expected in right.items():
        if name not in seen:
            return Difference(f"{name} is missing")
        found = _departs(case, name, seen[name], expected)
        if found:
            return found
    return None


def _departs(case: Case, name: str, got: np.ndarray, expected: np.ndarray) -> Difference | None:
    if expected.dtype == bool:
        wrong = YES_OR_NO.get(name, f"no {name}")
        return None if got.dtype == bool and got.all() else Difference(wrong)
    if got.shape != expected.shape:
        return Difference(f"{name} has shape {list(got.shape)}, expected {list(expected.shape)}")
    if got.dtype != np.float32 and expected.dtype.kind == "f":
        return Difference(f"{name} is {got.dtype}, expected float32")
    far = np.abs(got.astype(np.float64) - expected) > case.atol + case.rtol * np.abs(expected)
    far |= ~np.isfinite(got)
    if not far.any():
        return None
    worst = _worst(got, expected, far)
    where = f"at {list(worst)}: " if got.ndim else ""
    lines = [
        f"got       {where}{_number(got[worst])}",
        f"expected  {where}{_number(expected[worst])}",
    ]
    if got.size > 1:
        lines.append(f"{int(far.sum())} of {got.size} numbers differ; this one most")
    return Difference(f"{name} is not right", tuple(lines))


def _worst(got: np.ndarray, expected: np.ndarray, far: np.ndarray) -> tuple[int, ...]:
    error = np.abs(got.astype(np.float64) - expected)
    error = np.where(np.isfinite(error), error, np.inf)
    flat = int(np.where(far, error, -1.0).argmax())
    return tuple(int(i) for i in np.unravel_index(flat, got.shape))


def _number(x: np.ndarray) -> str:
    return f"{float(x):.6g}" + (", which is no number" if np.isnan(x) else "")


def points(most: float, cases: Sequence[Case], wrong: Sequence[Case]) -> float:
    """Points of an exercise: an even share for each symbol that has no wrong case."""
    symbols, bad = {case.symbol for case in cases}, {case.symbol for case in wrong}
    return round(most * len(symbols - bad) / len(symbols), 2)


def same(first: Outcome, second: Outcome, rtol: float = 1e-3, atol: float = 1e-5) -> bool:
    """Whether two outcomes are equal to a tolerance, or the same exception."""
    if isinstance(first, str) or isinstance(second, str):
        return first == second
    if first.keys() != second.keys():
        return False
    return all(
        a.shape == b.shape
        and a.dtype == b.dtype
        and np.allclose(a, b, rtol=rtol, atol=atol, equal_nan=True)
        for a, b in ((first[name], second[name]) for name in first)
    )


def recognise(
    seen: Mapping[str, Outcome],
    right: Mapping[str, Observation],
    known: Mapping[str, Mapping[str, Outcome]],
    cases: Sequence[Case],
) -> str | None:
    """The known mistake that these answers look like; None where there is none.

    known: mistake -> case -> what it answers. Best is one that answers all `cases` as was seen; else
    one with the same wrong numbers in at least half of those that went wrong. To raise the same
    exception proves nothing.
    """
    wrong = [case for case in cases if difference(case, seen[case.name], right[case.name])]
    shared = {
        mistake: [
            case
            for case in cases
            if _alike(case, seen[case.name], answers.get(case.name), right[case.name])
        ]
        for mistake, answers in known.items()
    }
    for mistake, alike in shared.items():
        if len(alike) == len(cases) and any(_telling(seen[c.name]) for c in alike):
            return mistake
    telling = {
        mistake: sum(case in wrong and _telling(seen[case.name]) for case in alike)
        for mistake, alike in shared.items()
    }
    best = max(telling, key=lambda mistake: telling[mistake], default=None)
    return best if best and 2 * telling[best] >= max(2, len(wrong)) else None


def _telling(outcome: Outcome) -> bool:
    """Whether an outcome can identify a mistake: an array or a wrong kind, not just an exception's name."""
    return not isinstance(outcome, str) or outcome.startswith("WrongKind")


def _alike(case: Case, seen: Outcome, known: Outcome | None, right: Observation) -> bool:
    if known is None:
        return False
    if (
        case.call == "uniform mean"
    ):  # rounding alone: which wrong number comes depends on the machine
        return (difference(case, seen, right) is None) == (difference(case, known, right) is None)
    return same(seen, known, max(case.rtol, 1e-4), max(case.atol, 1e-6))
