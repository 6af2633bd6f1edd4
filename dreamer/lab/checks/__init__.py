"""The learner's check: `check("symlog", symlog, symexp)` says what holds, what fails, and why.

Prints a report, in a notebook as a card, and returns the points of the visible checks. The notebook goes on
whatever comes out.
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from dreamer.errors import UserError
from dreamer.lab.checks import learner_progress
from dreamer.lab.checks.card import show
from dreamer.lab.checks.case import Case, Objects, Observation
from dreamer.lab.checks.compare import Outcome, difference, points, recognise
from dreamer.lab.checks.experiments import experiments
from dreamer.lab.checks.report import Finding, Function, Report
from dreamer.lab.checks.runner import Answer, ask
from dreamer.lab.checks.visible_cases import CASES, USES
from dreamer.parts import Parts
from dreamer.parts.exercises import Exercise, exercises

MATTERS = "matters"  # how keys begin under which answers.npz says on which inputs an answer depends
SHOWN = 12  # numbers of an input that are printed
HINTS = {  # kind of what is wrong -> what helps in any exercise
    "shape": "Count axes from the end, -1 and -2, so that any number of leading axes fits; squeeze() without an axis "
    "also drops those that only happen to be 1.",
    "dtype": "float32 in, float32 out: Python's floats, NumPy and .double() lead to float64, and .to(x.dtype) leads back.",
    "gradient": "Follow the result back to what is to be taught: detach(), .data, no_grad, NumPy, argmax and comparisons "
    "let no gradient through; whatever has to stand still needs detach().",
    "in place": "Compute something new: no method with a trailing _, no += and no writing into what came in (detach() and view() "
    "share its memory; clone() does not).",
    "kept": "An answer follows from what comes in alone: no cache, no buffer that is written again, no attribute left over from the "
    "call before.",
    "generator": "Hand the generator itself to every draw, each time: torch.rand and torch.multinomial take `generator=`, move it on, and "
    "take None for the global one.",
    "draws": "Each variable of each row needs a random number of its own, and its class comes with the mixed probability: "
    "torch.multinomial on unimix(logits).exp(), as a table with one row for each variable, does that.",
}


def check(id: str, *objects: Any) -> float:
    """Ask an exercise's functions the visible questions; the points, as a plain float.

    id: of `exercises.toml`; objects: what the exercise asks for, in its order.

    check("twohot", symexp_bins, twohot, twohot_mean, twohot_loss)

    Raises UserError where there is no such exercise or the number of objects is another.
    """
    exercise = _exercise(id)
    if len(objects) != len(exercise.symbols):
        raise UserError(
            f"check('{id}', …) takes {', '.join(exercise.symbols)}; got {len(objects)} objects"
        )
    found = _Check(exercise, dict(zip(exercise.symbols, objects, strict=True)))
    show(found.report(), found.points)
    return found.points


def doubts(parts: Parts) -> list[str]:
    """A line for each of the learner's own parts that loses points in its visible check."""
    found = []
    for exercise in exercises(extra=True):
        if parts.provenance.get(exercise.id) == "yours":
            objects = {symbol: getattr(parts, symbol) for symbol in exercise.symbols}
            earned = _Answers(exercise, objects).points
            if earned < exercise.points:
                found.append(
                    f"note: your {exercise.id} gets {earned:g} of {exercise.points:g} points in its check, and the "
                    f"agent is made of it: day38 check {exercise.id}"
                )
    return found


def _exercise(id: str) -> Exercise:
    known = {exercise.id: exercise for exercise in exercises(extra=True)}
    if id not in known:
        raise UserError(f"no exercise '{id}'; there are {', '.join(known)}")
    return known[id]


class _Answers:
    """What an exercise's functions answer to the visible questions, and the points for that."""

    def __init__(self, exercise: Exercise, objects: Objects):
        self.exercise, self.objects = exercise, objects
        self.cases = CASES[exercise.id]
        self.answers = _ask_all(self.cases, objects)
        self.right = {case.name: expected(exercise.id, case.name) for case in self.cases}
        self.symbols = list(dict.fromkeys(case.symbol for case in self.cases))
        self.started = not all(answer.stub for answer in self.answers.values())
        self.failing = [
            case
            for case in self.cases
            if difference(case, self._seen(case), self.right[case.name]) is not None
        ]
        self.points = points(exercise.points, self.cases, self.failing)
        self.passed = not self.failing

    def _seen(self, case: Case) -> Outcome:
        return self.answers[case.name].outcome


class _Check(_Answers):
    """One check of an exercise: keeps the learner's progress, and makes the report."""

    def __init__(self, exercise: Exercise, objects: Objects):
        super().__init__(exercise, objects)
        begun = (case for case in self.failing if not self.answers[case.name].stub)
        self.shown = next(begun, None)  # the first that fails: what is talked about
        self.mistake = self._mistake(self.shown.symbol) if self.shown else None
        self.hints: list[str] = []  # so far
        self.hint_count = 0
        self.note = ""
        self._keep()

    def _keep(self) -> None:
        """Write down how it stands, and open the next hint about what is wrong.

        What the code raised, and a mistake that is named for the first time, say more than a hint would.
        """
        standings = learner_progress.read()
        standing = standings.setdefault(self.exercise.id, learner_progress.Standing())
        standing.points = self.points
        if self.shown:
            about, hints = self._hints(self.shown)
            tries = standing.tries.get(about, 0)
            enough = isinstance(self._seen(self.shown), str)
            if self.mistake:
                named = f"{self.shown.symbol} {self.mistake}"
                enough = enough or named not in standing.tries
                standing.tries[named] = standing.tries.get(named, 0) + 1
            if not enough:
                tries = standing.tries[about] = tries + 1
            self.hints, self.hint_count = hints[:tries], len(hints)
        try:
            learner_progress.write(standings)
        except OSError as error:
            self.note = f"(your progress could not be saved: {error})"

    def _hints(self, case: Case) -> tuple[str, list[str]]:
        """What the hints are about, and the hints: on the property that fails, else on the function."""
        outcome, hints = self._seen(case), self.exercise.hints
        found = difference(case, outcome, self.right[case.name])
        kind = found.kind if found else "value"
        about = f"{case.symbol} {kind}"
        if about in hints:
            return about, hints[about]
        if kind in HINTS:
            return about, [HINTS[kind]]
        return case.symbol, hints[case.symbol]

    def report(self) -> Report:
        return Report(
            id=self.exercise.id,
            state="passed" if self.passed else "not yet" if self.started else "not started",
            points=f"{self.points:g} of {self.exercise.points:g} {_unit(self.exercise)}",
            questions=len(self.cases),
            why=self.exercise.why,
            functions=[self._function(symbol) for symbol in self.symbols],
            finding=self._finding(self.shown) if self.shown else None,
            next=self.failing[0].symbol if self.failing else "",
            hints=self.hints,
            hint_count=self.hint_count,
            note=self.note,
        )

    def _function(self, symbol: str) -> Function:
        mine = [case for case in self.cases if case.symbol == symbol]
        bad = [case for case in mine if case in self.failing]
        if not bad:
            return Function(symbol, "right")
        if all(self.answers[case.name].stub for case in mine):
            return Function(symbol, "not started", "not started")
        words = f"{len(mine) - len(bad)} of {len(mine)} hold"
        wrong = {case.symbol for case in self.failing}
        unsound = [used for used in USES.get(symbol, ()) if used in wrong]
        if unsound:
            words += f"; mend {unsound[0]} first, on which it is built"
        return Function(symbol, "wrong", words)

    def _finding(self, case: Case) -> Finding:
        """What is wrong with a case: got, expected, and whose mistake it looks like."""
        answer = self.answers[case.name]
        found, told = None, []
        if not isinstance(answer.outcome, str):
            found = difference(case, answer.outcome, self.right[case.name])
            assert found is not None
            if found.kind == "value" and not self.mistake:
                matters = _matters(self.exercise.id, case.name)
                told = experiments(case, self.objects, answer.outcome, matters)
        mine = [other for other in self.cases if other.symbol == case.symbol]
        return Finding(
            symbol=case.symbol,
            says=case.says,
            inputs=_inputs(case),
            error=answer.error if found is None else [],
            difference=found,
            told=told,
            holding=list(dict.fromkeys(one.says for one in mine if one not in self.failing)),
            printed=answer.printed,
            mistake=mistake_messages()[f"{self.exercise.id}/{self.mistake}"]
            if self.mistake
            else None,
        )

    def _mistake(self, symbol: str) -> str | None:
        """The name of the known mistake that answers all of a symbol's cases like this."""
        mine = [case for case in self.cases if case.symbol == symbol]
        seen = {case.name: self._seen(case) for case in mine}
        return recognise(seen, self.right, known_mistakes(self.exercise.id, symbol), mine)


def _unit(exercise: Exercise) -> str:
    return "functions" if exercise.extra else "points"


def _ask_all(cases: Sequence[Case], objects: Objects) -> dict[str, Answer]:
    """Every case; after one that never ended, the others of its symbol are not asked."""
    answers: dict[str, Answer] = {}
    endless: dict[str, Answer] = {}
    threads = torch.get_num_threads()
    for case in cases:
        if case.symbol in endless:
            answers[case.name] = endless[case.symbol]
            continue
        answers[case.name] = ask(case, objects)
        if answers[case.name].endless:
            endless[case.symbol] = answers[case.name]
    torch.set_num_threads(threads)
    return answers


def _inputs(case: Case) -> list[str]:
    """The inputs of a case, where they are few enough to read."""
    lines: list[str] = []
    if "sizes" in case.inputs:  # an RSSM's: no one works that out by hand
        return lines
    for name, value in case.inputs.items():
        if isinstance(value, torch.Tensor):
            if value.numel() > SHOWN:
                return []
            numbers = np.array2string(
                value.numpy(), separator=", ", precision=4, floatmode="maxprec"
            )
            lines.append(f"{name} = {numbers}".replace("\n", ""))
        elif not isinstance(value, dict):
            lines.append(f"{name} = {value}")
    return lines


# ---- the answers, as data


@functools.cache
def _data(name: str) -> dict[str, np.ndarray]:
    path = importlib.resources.files("dreamer.lab.checks").joinpath(name)
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return dict(arrays)


def expected(exercise: str, case: str) -> Observation:
    """The right answer to a visible question."""
    start = f"{exercise}/{case}/"
    return {
        k.removeprefix(start): v for k, v in _data("answers.npz").items() if k.startswith(start)
    }


def _matters(exercise: str, case: str) -> list[str]:
    """The inputs on which the right answer to a visible question depends."""
    found = _data("answers.npz").get(f"{MATTERS}/{exercise}/{case}")
    return [] if found is None else [str(name) for name in found]


@functools.cache
def known_mistakes(exercise: str, symbol: str) -> dict[str, dict[str, Outcome]]:
    """Wrong outcomes of the known wrong implementations of `symbol`: mistake -> case -> outcome."""
    found: dict[str, dict[str, Outcome]] = {}
    for key, value in _data("mistakes.npz").items():
        whose, mistake, about, case, name = key.split("/")
        if (whose, about) != (exercise, symbol):
            continue
        answers = found.setdefault(mistake, {})
        if name == "raised":
            answers[case] = str(value)
        else:
            answers.setdefault(case, {})[name] = value  # type: ignore[index]
    return found


@functools.cache
def mistake_messages() -> dict[str, str]:
    """`exercise/mistake` -> the sentence that names it."""
    text = (
        importlib.resources.files("dreamer.lab.checks").joinpath("mistakes.toml").read_text("utf-8")
    )
    return {
        f"{exercise}/{name}": message
        for exercise, messages in tomllib.loads(text).items()
        for name, message in messages.items()
    }
