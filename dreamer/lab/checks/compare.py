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
class Numbers:
    """An answer's numbers beside the right ones, of the same shape."""

    got: np.ndarray
    expected: np.ndarray
    far: np.ndarray  # which of them differ

    def worst(self, count: int = 1) -> list[tuple[int, ...]]:
        """The places of so many that differ, those that differ most first."""
        error = np.abs(self.got.astype(np.float64) - self.expected)
        error = np.where(self.far, np.where(np.isfinite(error), error, np.inf), -1.0)
        flat = np.argsort(-error, axis=None, kind="stable")[: min(count, int(self.far.sum()))]
        return [tuple(int(i) for i in np.unravel_index(place, self.got.shape)) for place in flat]

    @property
    def differ(self) -> str:
        return f"{int(self.far.sum())} of {self.far.size} numbers differ"

    def at(self, place: tuple[int, ...]) -> tuple[str, str]:
        """Got and expected at a place, to be read."""
        return _number(self.got[place]), _number(self.expected[place])


@dataclass(frozen=True)
class Difference:
    """The first thing that is not as it should be, and how to say it."""

    what: str  # in words: what differs
    said: tuple[str, ...] = ()  # what wrong numbers have in common
    kind: str = "value"  # or "shape", "gradient", …: on which hints hang
    step: int = 0  # of a sequence or a dream: the first that is wrong
    numbers: Numbers | None = None  # where numbers of the right shape are wrong

    @property
    def lines(self) -> tuple[str, ...]:
        """Got, expected, where, and what the numbers have in common."""
        if self.numbers is None:
            return self.said
        (worst,) = self.numbers.worst()
        where = f"at {list(worst)}: " if worst else ""
        got, expected = self.numbers.at(worst)
        lines = [f"got       {where}{got}", f"expected  {where}{expected}"]
        if self.numbers.far.size > 1:
            lines.append(f"{self.numbers.differ}; this one most")
        return *lines, *self.said


YES_OR_NO = {
    "unchanged": "the function changes its input in place",
    "again": "asked the same again, it answers otherwise: something is kept from call to call, or drawn",
    "fresh": "a tensor that has changed since the last call gets the old answer",
    "acting": "in eval mode and without gradients, as an agent acts, it answers otherwise",
    "kept": "what one call gave back is changed by a later call",
    "one-hot": "a draw is not a one-hot vector for each variable",
    "as likely": "classes are not drawn as often as their logits say",
    "uniform part": "classes without a chance of their own are not drawn 1 % / K of the time",
    "variables apart": "the variables of a state are not drawn independently of each other",
    "rows apart": "the rows of a batch are not drawn independently of each other",
    "steps apart": "one step's draw decides the next one's",
    "drawn": "every call gives the same, whatever the generator: nothing is drawn",
    "repeats": "the same generator, in the same state, led to another draw",
    "goes on": "a second call with the same generator repeats the draw of the first: it must go on from there",
    "other seed": "another seed led to the same draw",
    "varies": "without a generator, two calls gave the same draw",
    "the start first": "the first state is not the start, unchanged",
    "actions as the policy gave them": "the actions that come back are not those that the policy gave, each for the state of its step",
    "memory as core has it": "the memory is not what your core makes of the state before, as it was given back, and the action of its step",
    "logits as prior has them": "the logits are not those of your prior for the memory of their step",
    "logits as posterior has them": "the logits are not those of your posterior for memory and embedding of their step",
    "finite gradient": "the gradient is no number at 0, 1 or -1 (a root or a division does that at 0, and a branch that torch.where does not take counts, too)",
    "gradient to the weights": "no gradient reaches some of the weights",
}
ONE_BY_ONE = ("symlog", "symexp")  # where each number follows from one alone
BY_ROUNDING = ("uniform mean", "uniform rows")  # wrong or right by what depends on the machine
WHERE = (" in eval mode", " without gradients")  # how a name may end


def _wrong(case: Case, name: str) -> str:
    """What is wrong where the yes-or-no property `name` does not hold."""
    if name == "again" and case.symbol == "ReturnScale":
        return "a second ReturnScale does not begin anew: the two share something"
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
    # numbers first: where they are wrong, whatever else is follows from that, unless they are others each time
    found = []
    for name, expected in sorted(
        right.items(), key=lambda item: (item[0] != "again", item[1].dtype == bool)
    ):
        if name not in seen:
            return Difference(f"{name} is missing")
        departs = _departs(case, name, seen[name], expected)
        if departs:
            found.append(departs)
    # of a sequence, what is wrong at the earliest step: the rest may follow from that
    return min(found, key=lambda one: one.step, default=None)


def wrong_parts(case: Case, seen: Observation, right: Observation) -> list[str]:
    """The names of what is not as it should be."""
    return [
        name for name in seen if name in right and _departs(case, name, seen[name], right[name])
    ]


def _departs(case: Case, name: str, got: np.ndarray, expected: np.ndarray) -> Difference | None:
    is_sequence = case.call in ("observe", "imagine")
    if expected.dtype == bool:
        later = 10**9 if is_sequence else 0  # after its numbers
        return (
            None
            if got.dtype == bool and got.all()
            else Difference(_wrong(case, name), (), _kind(case, name), later)
        )
    if got.shape != expected.shape:
        what = f"{name} has shape {list(got.shape)}, expected {list(expected.shape)}"
        return Difference(what, kind="shape")
    if got.dtype != np.float32 and expected.dtype.kind == "f":
        return Difference(f"{name} is {got.dtype}, expected float32", kind="dtype")
    far = np.abs(got.astype(np.float64) - expected) > case.atol + case.rtol * np.abs(expected)
    far |= ~np.isfinite(got)
    if not far.any():
        return None
    said = []
    step = 0
    if is_sequence:
        step = int(np.flatnonzero(far.any(tuple(i for i in range(far.ndim) if i != 1)))[0])
        said.append(_first(case.call, step))
    else:
        said += patterns(case, name, got.astype(np.float64), expected.astype(np.float64), far)
    return Difference(
        f"{name} is not right", tuple(said), _kind(case, name), step, Numbers(got, expected, far)
    )


def _first(call: str, step: int) -> str:
    if call == "imagine" and step == 0:
        return "the first state is wrong already: it has to be the start, as it was given"
    return f"step {step} is the first that is wrong"


KINDS = {  # how the name of a property begins -> its kind
    "gradient": "gradient",
    "finite gradient": "gradient",
    "unchanged": "in place",
    "again": "kept",
    "fresh": "kept",
    "acting": "kept",
    "kept": "kept",
    "repeats": "generator",
    "goes on": "generator",
    "other seed": "generator",
    "varies": "generator",
    "drawn": "draws",
    "frequency": "draws",
    "as likely": "draws",
    "uniform part": "draws",
    "variables apart": "draws",
    "rows apart": "draws",
    "steps apart": "draws",
}


def _kind(case: Case, name: str) -> str:
    if case.symbol == "ReturnScale" and name == "again":
        return "value"  # what is kept is what it is there for
    return next((kind for start, kind in KINDS.items() if name.startswith(start)), "value")


def patterns(
    case: Case, name: str, got: np.ndarray, expected: np.ndarray, far: np.ndarray
) -> list[str]:
    """What the wrong numbers have in common, in at most one sentence."""
    whose = name.rsplit(" to ", 1)[-1]
    if not expected.any() and name.startswith("gradient"):
        return [f"none should reach {whose}: it is a constant here"]
    if not got.any() and name.startswith("gradient"):
        return [f"none at all reaches {whose}: something on the way stops it"]
    if not np.isfinite(got).all():
        return [
            "exp overflows beyond 88, the logarithm of 0 is -inf, and 0/0 and inf - inf are nan"
        ]
    if got.size < 2:
        return []
    some = expected != 0
    factor = np.median(got[some] / expected[some]) if some.any() else 1.0
    if abs(factor - 1) > 1e-3 and _near(got, factor * expected):
        return [f"each is {factor:.4g} times what it should be"]
    shift = np.median(got - expected)
    if np.allclose(got - expected, shift, rtol=1e-3, atol=1e-3 * abs(shift)):
        return [f"each is {abs(shift):.4g} too {'large' if shift > 0 else 'small'}"]
    if got.ndim == 1 and not np.ptp(got) and np.ptp(expected):
        return ["all are the same number: is one tensor given back each time, and changed later?"]
    if _mirrored(expected) and not _mirrored(got) and np.allclose(got, expected, rtol=1e-4):
        return ["what is left of 0 does not mirror what is right of it to the last digit"]
    moved = not np.allclose(got, expected, rtol=1e-3, atol=1e-5)
    if moved and _near(np.sort(got, None), np.sort(expected, None)):
        return ["these are the right numbers, in other places"]
    if case.symbol in ONE_BY_ONE and (some := _some(expected, far)):
        return some
    if case.symbol == "lambda_return" and name == "value" and (back := _back_from(far)):
        return back
    return _late(got, expected) or _one_place(far) or _rounded(got, expected)


def _near(got: np.ndarray, expected: np.ndarray) -> bool:
    """Whether numbers are the same but for rounding, the smallest ones too."""
    smallest = np.abs(expected[expected != 0]).min(initial=1e-3)
    return np.allclose(got, expected, rtol=1e-4, atol=1e-3 * smallest)


def _mirrored(numbers: np.ndarray) -> bool:
    return numbers.ndim == 1 and np.array_equal(numbers, -numbers[::-1])


def _late(got: np.ndarray, expected: np.ndarray) -> list[str]:
    """Whether the numbers stand one place further on, or back, along an axis."""
    for axis in (axis for axis, size in enumerate(got.shape) if size > 2):
        for word, one, other in (("late", got, expected), ("early", expected, got)):
            moved = np.delete(one, 0, axis), np.delete(other, -1, axis)
            if _near(*moved):
                return [f"these are the right numbers, one place {word} along axis {axis}"]
    return []


def _some(expected: np.ndarray, far: np.ndarray) -> list[str]:
    """Whether it shows in a number's sign or size which are wrong."""
    wrong, right = expected[far], expected[~far]
    if wrong.size < 2 or right.size < 2:
        return []
    for sign, word in ((-1, "negative"), (1, "positive")):
        zero = " and 0" if (wrong == 0).any() else ""
        if (sign * wrong >= 0).all() and (sign * right <= 0).all() and wrong.any() and right.any():
            return [f"{word} numbers{zero} are wrong, and no others"]
    if np.abs(wrong).min() > np.abs(right).max():
        return [f"numbers larger than {np.abs(right).max():.3g} are wrong, and no others"]
    if np.abs(wrong).max() < np.abs(right).min():
        return [f"numbers smaller than {np.abs(right).min():.3g} are wrong, and no others"]
    return []


def _back_from(far: np.ndarray) -> list[str]:
    """Of returns, which follow from the last one back: where they begin to be wrong."""
    last = int(np.flatnonzero(far.any(0))[-1])
    if last == far.shape[1] - 1:
        return ["the last return is wrong already, and those before it follow from it"]
    return [f"returns are right from step {last + 1} on, and wrong before"]


def _one_place(far: np.ndarray) -> list[str]:
    """Whether all that is wrong stands at one place of an axis."""
    for axis, size in enumerate(far.shape):
        wrong = np.flatnonzero(far.any(tuple(i for i in range(far.ndim) if i != axis)))
        if len(wrong) == 1 and size > 1 and far.ndim > 1:
            place = [":"] * far.ndim
            place[axis] = str(wrong[0])
            return [f"wrong at [{', '.join(place)}] alone"]
    return []


def _rounded(got: np.ndarray, expected: np.ndarray) -> list[str]:
    """Whether all are close: right but for digits that have been lost, or for something small."""
    if not np.allclose(got, expected, rtol=1e-2, atol=0):
        return []
    return [
        "all are within 1 % of it: digits are lost (float16, bfloat16), or something small is left out"
    ]


def _number(x: np.ndarray) -> str:
    return f"{float(x):.6g}" + (", which is no number" if np.isnan(x) else "")


def points(most: float, cases: Sequence[Case], wrong: Sequence[Case]) -> float:
    """Points of an exercise: an even share for each symbol that has no wrong case."""
    symbols, bad = {case.symbol for case in cases}, {case.symbol for case in wrong}
    return round(most * len(symbols - bad) / len(symbols), 2)


def _same(case: Case, seen: Outcome, known: Outcome, right: Observation) -> bool:
    """Whether an outcome is wrong in the same parts and to the same numbers, or raised the same.

    `known` holds what is wrong, and no more. It may come from another machine, which rounds otherwise.
    A mistake that is made in both KL losses may be made in one of them alone.
    """
    if isinstance(seen, str) or isinstance(known, str):
        return seen == known
    wrong = wrong_parts(case, seen, right)
    either = set(known) == {"dyn", "rep"} and wrong in (["dyn"], ["rep"])
    return (set(wrong) == set(known) or either) and all(
        seen[name].shape == known[name].shape
        and seen[name].dtype == known[name].dtype
        and np.allclose(seen[name], known[name], max(case.rtol, 1e-4), case.atol, equal_nan=True)
        for name in wrong
    )


def recognise(
    seen: Mapping[str, Outcome],
    right: Mapping[str, Observation],
    known: Mapping[str, Mapping[str, Outcome]],
    cases: Sequence[Case],
) -> str | None:
    """The known mistake that these answers look like; None where there is none, or two fit equally.

    known: mistake -> case -> its wrong answer; what is not there it answers right. A mistake
    fits where nothing is right that it makes wrong, and where it answers all alike, or has the same wrong numbers in half of what went wrong (in a third,
    where that is twice or more); the more of what is right and wrong it shares, the better. To raise the same exception proves nothing.
    """
    wrong = {case.name for case in cases if difference(case, seen[case.name], right[case.name])}
    by_rounding = {case.name for case in cases if case.call in BY_ROUNDING}
    fits: dict[str, tuple[int, int]] = {}
    for mistake, answers in known.items():
        if not set(answers) - by_rounding <= wrong:
            continue  # what it makes wrong is right here
        alike = {
            name
            for case in cases
            if _alike(case, seen[name := case.name], answers.get(name), right[name], wrong)
        }
        telling = sum(
            name in wrong and name in answers and _telling(seen[name], answers[name])
            for name in alike
        )
        whole = len(alike) == len(cases) and not all(_raised(seen[name]) for name in alike)
        most = 2 * telling >= max(2, len(wrong)) or (telling >= 2 and 3 * telling >= len(wrong))
        if whole or most:
            fits[mistake] = (len(alike), telling)
    best = max(fits.values(), default=None)
    found = [mistake for mistake, fit in fits.items() if fit == best]
    ideas = {idea(mistake) for mistake in found}
    return found[0] if len(ideas) == 1 else None


def idea(mistake: str) -> str:
    """A mistake's name without the number that tells its variants apart."""
    return re.sub(r"_\d+$", "", mistake)


def _raised(outcome: Outcome) -> bool:
    """Whether an outcome is just an exception's name, by which no mistake can be identified."""
    return isinstance(outcome, str) and not outcome.startswith("WrongKind")


def _telling(seen: Outcome, known: Outcome) -> bool:
    """Whether a wrong outcome alone can identify a mistake: not by numbers that are all the same."""
    if isinstance(seen, str) or isinstance(known, str):
        return not _raised(seen)
    wrong = [seen[name] for name in known if name in seen]
    return any(x.dtype == bool or x.size == 1 or len(np.unique(x)) > 1 for x in wrong)


def _alike(
    case: Case, seen: Outcome, known: Outcome | None, right: Observation, wrong: AbstractSet[str]
) -> bool:
    if case.call in BY_ROUNDING:
        return True
    if (case.name in wrong) != (known is not None):
        return False
    return known is None or _same(case, seen, known, right)
