"""Is it right, and if not, which known mistake does it look like?

Works on plain arrays alone, so it can be trusted with the answers of code that is
not: the learner's own check and the grader both decide here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dreamer.checks.observe import Case, Observation

# What a case came to: what was seen, or the name of what was raised.
Outcome = Observation | str


@dataclass(frozen=True)
class Difference:
    """The first thing that is not as it should be, and how to say it."""

    what: str  # in words: what differs
    lines: tuple[str, ...] = ()  # got, expected, where


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
    if name == "unchanged":
        return None if got.all() else Difference("the function changes its input in place")
    if name == "one-hot":
        return None if got.all() else Difference("a draw is not a one-hot vector for each variable")
    if name == "repeats":
        return None if got.all() else Difference("the same generator led to another draw")
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
    return f"{float(x):.6g}"


def same(first: Outcome, second: Outcome, rtol: float = 1e-3, atol: float = 1e-5) -> bool:
    """Whether two outcomes are of the same making."""
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
    seen: Mapping[str, Outcome], known: Mapping[str, Mapping[str, Outcome]], cases: Sequence[Case]
) -> str | None:
    """The known mistake that answers every one of `cases` as was seen; None where none does.

    known: mistake -> case -> what it answers.
    """
    for mistake, answers in known.items():
        if all(
            case.name in answers
            and case.name in seen
            and same(
                seen[case.name], answers[case.name], max(case.rtol, 1e-4), max(case.atol, 1e-6)
            )
            for case in cases
        ):
            return mistake
    return None
