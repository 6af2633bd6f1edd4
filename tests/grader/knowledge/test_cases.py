"""Do hidden questions accept what is right and catch what is wrong, for every student?"""

import numpy as np
import pytest
import torch

from dreamer import load_parts
from dreamer.lab.checks import known_mistakes
from dreamer.lab.checks.compare import difference
from dreamer.lab.checks.runner import ask
from dreamer.parts.exercises import exercises
from grader.knowledge.cases import hidden
from grader.knowledge.misconceptions import bank
from grader.knowledge.right_answers import right_answer
from tests.conftest import ROOT

IDS = [exercise.id for exercise in exercises(extra=True)]
SYMBOLS = {exercise.id: exercise.symbols for exercise in exercises(extra=True)}
SECRET = b"sixteen characters"


def wrong(case, right, objects):
    """What is wrong with the answer to a case; None where it is right."""
    outcome = ask(case, objects).outcome
    return outcome if isinstance(outcome, str) else difference(case, outcome, right)


@pytest.fixture(scope="module")
def both_right():
    folders = ("solutions/day38", "tests/naive")
    return [load_parts(ROOT / folder) for folder in folders]


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("student", ["ann", "bob", "cem", "dao"])
def test_right_code_passes(both_right, id, student):
    for case in hidden(id, student, SECRET):
        right = right_answer(case)
        for parts in both_right:
            objects = {symbol: getattr(parts, symbol) for symbol in SYMBOLS[id]}
            assert wrong(case, right, objects) is None, case.name


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_hidden_questions_alone_catch_every_mistake(parts, id):
    """Those with wrong numbers: properties, which hold or do not whatever the numbers, are asked in the visible ones."""
    asked = [(case, right_answer(case)) for case in hidden(id, "eva", SECRET)]
    missed = []
    for mistake in (m for m in bank() if m.exercise == id):
        objects = mistake.objects(parts)
        answers = known_mistakes(id, mistake.symbol)[mistake.name].values()
        in_numbers = any(
            isinstance(answer, str) or any(x.dtype != bool for x in answer.values())
            for answer in answers
        )
        if in_numbers and not any(wrong(case, right, objects) for case, right in asked):
            missed.append(mistake.name)
    assert not missed


def numbers(student, secret=SECRET, id="kl"):
    case = hidden(id, student, secret)[0]
    return case.inputs["posterior"].flatten()[:4]


def test_each_student_has_other_numbers_and_the_same_again():
    assert torch.equal(numbers("ann"), numbers("ann"))
    assert not torch.equal(numbers("ann"), numbers("bob"))
    assert not torch.equal(numbers("ann"), numbers("ann", b"another secret, as long"))


@pytest.mark.parametrize("id", IDS)
def test_every_function_is_asked(id):
    cases = hidden(id, "ann", SECRET)
    assert len({case.name for case in cases}) == len(cases)
    assert {case.symbol.split(".")[0] for case in cases} == set(SYMBOLS[id])
    assert all(np.isfinite(x).all() for case in cases for x in right_answer(case).values())
