"""Do answers that others wrote get the marks that they deserve?

Every third of the first set; `python -m tests.answers.measure` asks about all of a set. All sets have been used for
mending: to measure the checks, have a fresh one written.
"""

from itertools import zip_longest

import pytest

from dreamer.lab.checks import check
from dreamer.parts.exercises import exercises
from dreamer.parts.extract import load_exercise
from grader.course.grade import grade
from tests.answers.answers import SETS, answers, write
from tests.answers.measure import STUDENTS, judged

# Wrong by the letter, and worth nothing to mark: off from 0 and 1 by one rounding.
ACCEPTED = {"latents_w07_brackets_missing"}


@pytest.mark.slow
@pytest.mark.parametrize("given", answers(SETS / "first")[::3], ids=lambda given: given.name)
def test_first_set(given):
    found = judged(given)
    right = given.right or given.name in ACCEPTED
    assert found.lost == (0 if right else len(STUDENTS)), found


@pytest.mark.slow
def test_check_and_grader_agree(tmp_path, monkeypatch):
    """Through notebooks: what the learner's check finds wrong costs as much in the class's grades, or more by
    a hidden question."""
    monkeypatch.chdir(tmp_path)
    given = [one for one in answers(SETS / "first") if "_w" in one.name]
    by_exercise = [[one for one in given if one.exercise.id == e.id][:3] for e in exercises()]
    submitted, out = tmp_path / "submitted", tmp_path / "out"
    visible = {}
    for number, row in enumerate(zip_longest(*by_exercise)):
        home = submitted / str(number) / "day38"
        home.mkdir(parents=True)
        write(home, *filter(None, row))
        visible[str(number)] = {e.id: check(e.id, *load_exercise(home, e)) for e in exercises()}
    for receipt in grade(submitted, out, jobs=2, unprotected=True):
        graded = {row["id"]: row["points"] for row in receipt["exercises"]}
        asked = visible[receipt["student"]]
        assert graded.keys() == asked.keys()
        assert all(graded[id] <= asked[id] for id in asked), (graded, asked)
