"""Grades an exercise: the sandbox's answers against the oracles, and the misconception that fits.

Only data comes in. A function has its share of the points where every visible and every
hidden question about it is answered right, as in the learner's check.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dreamer.lab.checks import expected, known_mistakes, mistake_messages
from dreamer.lab.checks.case import Case, Observation
from dreamer.lab.checks.compare import Outcome, difference, points, recognise
from dreamer.lab.checks.runner import Answer
from dreamer.lab.checks.visible_cases import CASES
from dreamer.parts.exercises import Exercise
from grader.knowledge.right_answers import fits_its_guesses, right_answer
from grader.sandbox import NEVER, Key


@dataclass(frozen=True)
class Verdict:
    """The verdict on one exercise. The message is for the student, and holds no number of a hidden question."""

    id: str
    points: float
    max_points: float
    message: str
    misconception: str | None = None


def still_to_ask(
    exercise: Exercise, hidden: Sequence[Case], answers: Mapping[Key, Answer]
) -> list[Case]:
    """Of the hidden questions, those of functions that answered all visible ones right: the others have lost already."""
    lost = {case.symbol for case in CASES[exercise.id] if _is_wrong(exercise, case, answers)}
    return [case for case in hidden if case.symbol not in lost]


def _is_wrong(exercise: Exercise, case: Case, answers: Mapping[Key, Answer]) -> bool:
    outcome = answers[exercise.id, case.name].outcome
    return difference(case, outcome, expected(exercise.id, case.name)) is not None


def right_answers(exercise: str, hidden: Sequence[Case]) -> dict[str, Observation]:
    """What right code answers, by the names of visible and hidden questions."""
    seen = {case.name: expected(exercise, case.name) for case in CASES[exercise]}
    return seen | {case.name: right_answer(case) for case in hidden}


def judge(
    exercise: Exercise,
    hidden: Sequence[Case],
    answers: Mapping[Key, Answer],
    right: Mapping[str, Observation],
) -> Verdict:
    """The mark of one exercise and what the student is told."""
    visible = CASES[exercise.id]
    cases = [*visible, *hidden]
    seen = {case.name: answers.get((exercise.id, case.name), NEVER) for case in cases}
    wrong = [case for case in cases if difference(case, seen[case.name].outcome, right[case.name])]
    if not {"RSSM.core", "RSSM.prior", "RSSM.posterior"} & {case.symbol for case in wrong}:
        answered = [case for case in hidden if case.call.endswith("draws")]
        wrong += [case for case in answered if not _fits(case, seen[case.name].outcome)]
    symbols = list(dict.fromkeys(case.symbol for case in cases))
    bad = {case.symbol for case in wrong}
    mark = points(exercise.points, cases, wrong)
    if not wrong:
        message = f"All {len(cases)} questions are answered right. {exercise.why}"
        return Verdict(exercise.id, mark, exercise.points, message)
    if all(seen[case.name].stub for case in visible):
        return Verdict(exercise.id, 0.0, exercise.points, "Not started.")
    case = next((case for case in wrong if not seen[case.name].stub), wrong[0])
    asked = [other for other in visible if other.symbol == case.symbol]
    outcomes = {other.name: seen[other.name].outcome for other in asked}
    name = recognise(outcomes, right, known_mistakes(exercise.id, case.symbol), asked)
    told = [f"{symbol}: {'✗' if symbol in bad else '✓'}" for symbol in symbols]
    told += [
        "",
        f"{case.symbol}, {case.says}:",
        *_what(
            case,
            seen[case.name],
            right[case.name],
            with_numbers=any(case is one for one in visible),
        ),
    ]
    if name:
        told += ["", mistake_messages()[f"{exercise.id}/{name}"]]
    return Verdict(exercise.id, mark, exercise.points, "\n".join(told), name)


def _fits(case: Case, outcome: Outcome) -> bool:
    return isinstance(outcome, str) or fits_its_guesses(case, outcome)


def _what(case: Case, answer: Answer, right: Observation, with_numbers: bool) -> list[str]:
    if isinstance(answer.outcome, str) and not with_numbers:  # its text could tell some
        return ["    it raised an error, or gave no answer"]
    if isinstance(answer.outcome, str):
        return [f"    {line}" for line in answer.error or [answer.outcome]]
    found = difference(case, answer.outcome, right)
    if found is None:
        return ["    guesses are not drawn from the logits that the right weights lead to"]
    if not with_numbers and found.kind in ("shape", "dtype"):  # so could these
        return [f"    an answer has not the right {found.kind}"]
    numbers = found.lines if with_numbers else ()
    return [f"    {line}" for line in (found.what, *numbers)]
