"""Compares an answer with the right one, and recognises known mistakes.

Works on plain arrays alone and runs no learner's code. The learner's own check and the grader
both decide here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
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
    "again": "asked the same again, it answers otherwise: something is kept from call to call",
    "kept": "what one call gave back is changed by a later call",
    "one-hot": "a draw is not a one-hot vector for each variable",
    "as likely": "classes are not drawn as often as their logits say",
    "uniform part": "classes without a chance of their own are not drawn 1 % / K of the time",
    "variables apart": "the variables of a state are not drawn independently of each other",
    "rows apart": "the rows of a batch are not drawn independently of each other",
    "steps apart": "one step's draw decides the next one's",
    "repeats": "the same generator, in the same state, led to another draw",
    "goes on": "a second call with the same generator repeats the draw of the first: it must go on from there",
    "other seed": "another seed led to the same draw",
    "varies": "without a generator, two calls gave the same draw",
    "the start first": "the first state is not the start, unchanged",
    "actions as the policy gave them": "the actions that come back are not those that the policy gave, each for the state of its step",
    "memory as core has it": "the memory is not what your core makes of the state before, as it was given back, and the action of its step",
    "logits as prior has them": "the logits are not those of your prior for the memory of their step",
    "logits as posterior has them": "the logits are not those of your posterior for memory and embedding of their step",
    "finite gradient": "the gradient is no number at 0, 1 or -1 (a branch that torch.where does not take still counts in its gradient)",
    "gradient to the weights": "no gradient reaches some of the weights",
}
WHERE = (" in eval mode", " without gradients")  # how a name may end


def _wrong(name: str) -> str:
    """What is wrong where the yes-or-no property `name` does not hold."""
    for where in WHERE:
        if name.endswith(where):
            return f"{YES_OR_NO[name.removesuffix(where)]} ({where.strip()})"
    gradient = name.removesuffix(" of its step")
    wrong = f"the {gradient} is not the right one" if gradient != name else f"no {name}"
    return YES_OR_NO.get(name, wrong)


def difference(case: Case, seen: Outcome, right: Observation) -> Difference | None:
    """Where `seen` departs from the right answer; None where it does not."""
    if isinstance(seen, str):
        return Difference(f"it raised {seen}")
    # numbers first: where they are wrong, whatever else is follows from that
    for name, expected in sorted(right.items(), key=lambda item: item[1].dtype == bool):
        if name not in seen:
            return Difference(f"{name} is missing")
        found = _departs(case, name, seen[name], expected)
        if found:
            return found
    return None


def _departs(case: Case, name: str, got: np.ndarray, expected: np.ndarray) -> Difference | None:
    if expected.dtype == bool:
        return None if got.dtype == bool and got.all() else Difference(_wrong(name))
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


def same(case: Case, first: Outcome, second: Outcome) -> bool:
    """Whether two outcomes are equal to the case's own tolerance, or the same exception."""
    if isinstance(first, str) or isinstance(second, str):
        return first == second
    if first.keys() != second.keys():
        return False
    return all(
        a.shape == b.shape
        and a.dtype == b.dtype
        and np.allclose(a, b, rtol=case.rtol, atol=case.atol, equal_nan=True)
        for a, b in ((first[name], second[name]) for name in first)
    )


def recognise(
    seen: Mapping[str, Outcome],
    right: Mapping[str, Observation],
    known: Mapping[str, Mapping[str, Outcome]],
    cases: Sequence[Case],
) -> str | None:
    """The known mistake that these answers look like; None where there is none, or two fit equally.

    known: mistake -> case -> its wrong answer; what is not there it answers right. A mistake
    fits where it has the same wrong numbers in at least half of what went wrong; the more of what is
    right and wrong it shares, the better. To raise the same exception proves nothing.
    """
    wrong = {case.name for case in cases if difference(case, seen[case.name], right[case.name])}
    fits: dict[str, tuple[int, int]] = {}
    for mistake, answers in known.items():
        alike = {case.name for case in cases if _alike(case, seen, answers, wrong)}
        telling = sum(name in wrong and _telling(seen[name]) for name in alike)
        if telling and (len(alike) == len(cases) or 2 * telling >= max(2, len(wrong))):
            fits[mistake] = (len(alike), telling)
    best = max(fits.values(), default=None)
    found = [mistake for mistake, fit in fits.items() if fit == best]
    ideas = {idea(mistake) for mistake in found}
    return found[0] if len(ideas) == 1 else None


def idea(mistake: str) -> str:
    """A mistake's name without the number that tells its variants apart."""
    return re.sub(r"_\d+$", "", mistake)


def _telling(outcome: Outcome) -> bool:
    """Whether an outcome can identify a mistake: an array or a wrong kind, not just an exception's name."""
    return not isinstance(outcome, str) or outcome.startswith("WrongKind")


def _alike(
    case: Case, seen: Mapping[str, Outcome], known: Mapping[str, Outcome], wrong: AbstractSet[str]
) -> bool:
    if (case.name in wrong) != (case.name in known):
        return False
    if case.name not in wrong or case.call in ("uniform mean", "uniform rows"):
        return True  # a uniform mean is wrong by rounding alone: by what depends on the machine
    return same(case, seen[case.name], known[case.name])
