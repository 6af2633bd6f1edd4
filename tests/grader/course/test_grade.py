"""A small class is graded: honest, lazy, broken and hostile submissions.

In bubblewrap where it works here; what only that can prevent is in `test_sandbox.py`.
"""

import csv
import json
import shutil

import pytest
from nbgrader.api import Gradebook

from dreamer import UserError
from dreamer.parts.exercises import questions
from grader.cli import main
from grader.course import grade
from grader.sandbox import bubblewrap
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # starts a process for each student

SYMLOG = "return torch.sign(x) * torch.log1p(torch.abs(x))"
HOSTILE = {  # student -> what stands where symlog's answer stood
    "quits": "import os; os._exit(0)",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "hangs": "while True: pass",
    "exits": "raise SystemExit",
    "forges": "import os; [os.write(n, b'\\0' * 64) for n in range(3, 20)]",
    "floods": "return torch.zeros(4_000_000)",
    "lies": "return type('T', (torch.Tensor,), {'shape': (7,)})(x)",
    "empties": "return torch.full_like(x, float('nan'))",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class, graded: receipts by student, and where they lie."""
    submitted, out = tmp_path_factory.mktemp("submitted"), tmp_path_factory.mktemp("out")
    hand_in(submitted, "solved")
    hand_in(submitted, "=1+1")
    hand_in(submitted, "lazy", folder=ROOT / "labs" / "day38")
    for student, line in HOSTILE.items():
        hand_in(submitted, student, line)
    hand_in(submitted, "sign", "return torch.log1p(torch.abs(x))")
    (submitted / "absent").mkdir()
    broken = hand_in(submitted, "broken")
    (broken / "02_rssm.ipynb").write_text("{ not a notebook")
    receipts = grade.grade(submitted, out, jobs=2, unprotected=True)
    return {receipt["student"]: receipt for receipt in receipts}, submitted, out


def hand_in(submitted, student, line=None, folder=ROOT / "solutions" / "day38"):
    """A student's notebooks; `line` stands where the answer of symlog stood."""
    home = submitted / student / "day38"
    home.mkdir(parents=True)
    for path in folder.glob("*.ipynb"):
        shutil.copy(path, home)
    if line is not None:
        path = home / "01_symlog_twohot.ipynb"
        text = path.read_text()
        assert json.dumps(SYMLOG)[1:-1] in text
        path.write_text(text.replace(json.dumps(SYMLOG)[1:-1], json.dumps(line)[1:-1]))
    return home


def marks(receipt):
    return {row["id"]: row["points"] for row in receipt["exercises"]}


def test_right_answers_have_all_points(graded):
    receipt = graded[0]["solved"]
    assert receipt["points"] == sum(row["max_points"] for row in receipt["exercises"]) == 90
    assert receipt["protection"] in ("bubblewrap", "plain")
    assert set(receipt["exercises"][0]) == {
        "id",
        "points",
        "max_points",
        "message",
        "misconception",
    }


def test_nothing_done_has_none(graded):
    receipt = graded[0]["lazy"]
    assert receipt["points"] == 0
    assert {row["message"] for row in receipt["exercises"]} == {"Not started."}


@pytest.mark.parametrize("student", HOSTILE)
def test_hostile_code_gains_nothing_and_loses_what_it_touches(graded, student):
    """symlog alone is lost: symexp, and all that another fork answers, keeps its points."""
    points = marks(graded[0][student])
    assert points.pop("symlog") == 2.5
    assert sum(points.values()) == 85


def test_a_known_mistake_is_named(graded):
    row = graded[0]["sign"]["exercises"][0]
    assert row["misconception"] == "sign_dropped"
    assert row["points"] == 2.5


def test_missing_and_broken_work_is_noted(graded):
    receipts = graded[0]
    assert receipts["absent"]["points"] == 0
    assert "nothing was handed in" in receipts["absent"]["notes"][0]
    broken = receipts["broken"]
    assert any("no JSON" in note for note in broken["notes"])
    assert broken["points"] == 40  # all but what stands in that notebook


def test_no_message_shows_a_hidden_number(graded):
    for receipt in graded[0].values():
        for row in receipt["exercises"]:
            if "hidden" in row["message"]:
                assert "expected " not in row["message"]


def test_marks_are_a_table_without_formulas(graded):
    rows = list(csv.DictReader((graded[2] / grade.GRADES).read_text().splitlines()))
    assert {row["student"] for row in rows} == {*graded[0], "'=1+1"} - {"=1+1"}
    assert next(row for row in rows if row["student"] == "solved")["points"] == "90"


def test_marks_are_in_nbgraders_gradebook(graded):
    """Do automatic scores and what waits for a person stand there, and manual scores stay?"""
    receipts, submitted, out = graded
    url = f"sqlite:///{out / grade.GRADEBOOK}"
    with Gradebook(url) as book:
        submission = book.find_submission("day38", "sign")
        assert submission.score == receipts["sign"]["points"] == 87.5
        assert submission.max_score == 120
        assert submission.needs_manual_grade
        for question in questions():
            score = book.find_grade(question.id, question.notebook, "day38", "sign")
            score.manual_score, score.needs_manual_grade = 2, False
        book.db.commit()
    grade.grade(submitted, out, unprotected=True)
    with Gradebook(url) as book:
        submission = book.find_submission("day38", "sign")
        assert submission.score == 93.5
        assert not submission.needs_manual_grade
        assert {student.id for student in book.students} == set(receipts)


def test_a_second_run_asks_nobody_again(graded, monkeypatch):
    receipts, submitted, out = graded
    monkeypatch.setattr(grade, "grade_one", None)
    again = grade.grade(submitted, out, unprotected=True)
    assert {receipt["student"]: receipt for receipt in again} == receipts


def test_the_command(graded, tmp_path, capsys):
    _, submitted, out = graded
    assert main(["grade", str(submitted), "--out", str(out), "--unprotected"]) == 0
    assert "90 of 110  solved" in capsys.readouterr().out
    assert main(["grade", str(tmp_path / "nowhere"), "--out", str(out)]) == 2


def test_without_a_sandbox_it_must_be_asked_for(monkeypatch):
    monkeypatch.setattr(bubblewrap, "bubblewrap_works", lambda: False)
    with pytest.raises(UserError, match="--unprotected"):
        bubblewrap.tier()
    assert bubblewrap.tier(allow_plain=True) == "plain"


def test_a_short_secret_is_refused(tmp_path):
    (tmp_path / "secret").write_text("short")
    (tmp_path / "submitted" / "ann").mkdir(parents=True)
    with pytest.raises(UserError, match="16 characters"):
        grade.grade(
            tmp_path / "submitted", tmp_path, secret_file=tmp_path / "secret", unprotected=True
        )


def test_without_bubblewrap_the_doctor_says_so(monkeypatch, capsys):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    bubblewrap.what_fails.cache_clear()
    assert main(["doctor"]) == 2
    out, err = capsys.readouterr()
    assert "apt-get install bubblewrap" in out
    assert "nothing protects" in err
    bubblewrap.what_fails.cache_clear()
