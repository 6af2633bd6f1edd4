"""Do nbgrader's own commands work in a course folder with our configuration?"""

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory

from dreamer.parts.cells import Cell
from dreamer.parts.exercises import exercises, questions
from grader.course import grade
from grader.course.nbgrader_plugins import Collect, Csv
from grader.marking.intake import read_submission
from grader.marking.rebuild import graded_notebook
from tests.conftest import ROOT
from tests.grader.course.test_grade import hand_in

pytestmark = pytest.mark.slow

HTML = "<script>alert(1)</script><img src=x onerror=alert(2)> a < b, **bold**"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Two students, graded by `grader grade`."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for folder in ("solutions", "labs"):
        shutil.copytree(ROOT / folder, root / folder)
    hand_in(root / "submitted", "ann")
    answer(hand_in(root / "submitted", "bob", "return x"), "trust", HTML)
    hand_in(root / "submitted", "lazy", folder=ROOT / "labs" / "day38")
    grade.grade(root / "submitted", root, jobs=2, unprotected=True)
    return root


def answer(home, question, text):
    """Write an answer into a notebook that was handed in."""
    path = home / "04_train_and_compare.ipynb"
    notebook = nbformat.read(path, 4)
    next(cell for cell in notebook.cells if cell.id == question).source = text
    nbformat.write(notebook, path)


def nbgrader(root, *arguments):
    """Run a command of nbgrader in a course; what it says."""
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": paths, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def scores(root, student):
    """Automatic scores by cell, and which cells wait for a person."""
    with Gradebook(f"sqlite:///{root / grade.GRADEBOOK}") as book:
        found = [
            grade
            for notebook in book.find_submission("day38", student).notebooks
            for grade in notebook.grades
        ]
        marks = {grade.name: grade.auto_score for grade in found}
        return marks, {grade.name for grade in found if grade.needs_manual_grade}


def test_generate_assignment_gives_what_is_released(course, tmp_path):
    for name in ("solutions", "nbgrader_config.py"):
        (tmp_path / name).symlink_to(ROOT / name)
    nbgrader(tmp_path, "generate_assignment", "day38")
    made = {path.name: path.read_text() for path in (tmp_path / "labs" / "day38").iterdir()}
    assert made == {path.name: path.read_text() for path in (ROOT / "labs" / "day38").iterdir()}


def test_autograde_gives_the_same_marks_and_asks_nobody_again(course):
    """nbgrader's own path: scores are those of `grader grade`, taken from the receipts."""
    before = {student: scores(course, student) for student in ("ann", "bob", "lazy")}
    marks, waiting = before["bob"]
    assert marks["check_symlog"] == 2.5
    assert marks["check_rssm"] == 30
    assert waiting == {question.id for question in questions()}
    assert before["lazy"][0]["trust"] == 0  # not answered: nobody need look
    assert before["lazy"][1] == set()
    receipt = course / "receipts" / "bob.json"
    seen = json.loads(receipt.read_text())
    seen["exercises"][1]["points"] = 11.0  # which only a receipt can have said
    receipt.write_text(json.dumps(seen))
    Verdicts = "--Verdicts.unprotected=True"
    nbgrader(course, "autograde", "day38", "--force", Verdicts)
    before["bob"][0]["check_twohot"] = 11.0
    assert {student: scores(course, student) for student in before} == before
    seen["exercises"][1]["points"] = 15.0
    receipt.write_text(json.dumps(seen))


def test_autograde_alone_grades_what_has_no_receipt(course):
    home = hand_in(course / "submitted", "new", "return x")
    (home / "02_rssm.ipynb").unlink()
    nbgrader(course, "autograde", "day38", "--student=new", "--Verdicts.unprotected=True")
    marks, _ = scores(course, "new")
    assert (marks["check_symlog"], marks["check_twohot"], marks["check_rssm"]) == (2.5, 15, 0)
    assert (course / "receipts" / "new.json").exists()
    shutil.rmtree(course / "submitted" / "new")


def test_a_score_that_is_no_longer_true_is_cleared(course, monkeypatch):
    """Where the sandbox is missing the second time, do the first marks not stay?"""
    home = hand_in(course / "submitted", "late")
    nbgrader(course, "autograde", "day38", "--student=late", "--Verdicts.unprotected=True")
    assert scores(course, "late")[0]["check_symlog"] == 5
    (home / "01_symlog_twohot.ipynb").write_text("{}")
    with pytest.raises(AssertionError):
        nbgrader(course, "autograde", "day38", "--student=late", "--force")
    grade.grade(course / "submitted", course, unprotected=True)
    assert scores(course, "late")[0]["check_symlog"] == 0
    shutil.rmtree(course / "submitted" / "late")


def test_what_is_late_loses_what_the_course_says(course):
    """The time that a platform or nbgrader's exchange gives reaches the gradebook, and its penalties."""
    config, home = course / "nbgrader_config.py", course / "submitted" / "ann" / "day38"
    before = config.read_text()
    config.write_text(f"{before}\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    (home / "timestamp.txt").write_text("2026-11-02 10:00:00+02:00\n")
    (course / "submitted" / "bob" / "day38" / "timestamp.txt").write_text("no time")
    try:
        with Gradebook(f"sqlite:///{course / grade.GRADEBOOK}") as book:
            book.find_assignment("day38").duedate = datetime(2026, 11, 2, 7)
            book.db.commit()
        grade.grade(course / "submitted", course, unprotected=True)
        with Gradebook(f"sqlite:///{course / grade.GRADEBOOK}") as book:
            late, other = (book.find_submission("day38", who) for who in ("ann", "bob"))
            assert late.total_seconds_late == 3600
            assert late.late_submission_penalty == late.score > 0
            assert not other.late_submission_penalty
        assert not json.loads((course / "receipts" / "ann.json").read_text())["notes"]
    finally:
        config.write_text(before)
        (home / "timestamp.txt").unlink()
        grade.grade(course / "submitted", course, unprotected=True)
    with Gradebook(f"sqlite:///{course / grade.GRADEBOOK}") as book:
        assert not book.find_submission("day38", "ann").late_submission_penalty


def test_feedback_shows_messages_and_nothing_that_runs(course):
    nbgrader(course, "generate_feedback", "day38", "--force")
    page = (course / "feedback" / "bob" / "day38" / "01_symlog_twohot.html").read_text()
    assert "symlog: ✗" in page
    assert "symexp: ✓" in page
    page = (course / "feedback" / "bob" / "day38" / "04_train_and_compare.html").read_text()
    assert "<script>alert" not in page
    assert "<img src" not in page.replace('<img src="data:', "")
    assert "a &lt; b, <strong>bold</strong>" in page


def test_export_is_a_table_without_formulas(course, tmp_path):
    with Gradebook(f"sqlite:///{tmp_path / 'book.db'}") as book:
        book.add_assignment("day38")
        book.add_student("=1+1", first_name='Ann, "the first"', last_name="@SUM(A1)")
        Csv(to=str(tmp_path / "marks.csv")).export(book)
    with open(tmp_path / "marks.csv", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["student_id"] == "'=1+1"
    assert row["last_name"] == "'@SUM(A1)"
    assert row["first_name"] == 'Ann, "the first"'
    nbgrader(course, "export", "--to", str(tmp_path / "all.csv"))
    with open(tmp_path / "all.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert rows["ann"]["score"] == "90.0"


def test_validate_tells_a_learner(course):
    said = nbgrader(course, "validate", str(ROOT / "solutions" / "day38" / "03_returns.ipynb"))
    assert "Success" in said


def test_validate_runs_no_submission(course):
    """It would run it with the instructor's rights."""
    path = course / "submitted" / "bob" / "day38" / "01_symlog_twohot.ipynb"
    with pytest.raises(AssertionError, match="run in the sandbox of grader grade alone"):
        nbgrader(course, "validate", str(path))


def test_autograde_follows_no_link(course, tmp_path):
    """What it leads to would come back to the student as feedback."""
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "secret.txt").write_text("a secret")
    home = hand_in(course / "submitted", "eve")
    (home / "mine.txt").symlink_to(course / grade.SECRET)
    (home / "folder").symlink_to(tmp_path / "others")
    (home / "plain.txt").write_text("her own")
    (course / "submitted" / "fay").symlink_to(course / "submitted" / "bob")
    nbgrader(course, "autograde", "day38", "--student", "eve", "--create")
    there = course / "autograded" / "eve" / "day38"
    assert (there / "plain.txt").exists()
    assert not (there / "mine.txt").exists()
    assert not (there / "folder").exists()
    with pytest.raises(AssertionError):
        nbgrader(course, "autograde", "day38", "--student", "fay", "--create")
    assert not (course / "autograded" / "fay" / "day38" / "01_symlog_twohot.ipynb").exists()
    assert (course / "submitted" / "bob" / "day38" / "01_symlog_twohot.ipynb").exists()


def test_collect_follows_no_link(course, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plain.txt").write_text("her own")
    (tmp_path / "in" / "mine.txt").symlink_to(course / grade.SECRET)
    collector = Collect(coursedir=CourseDirectory(), authenticator=Authenticator())
    collector.do_copy(str(tmp_path / "in"), str(tmp_path / "out"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["plain.txt"]


def rebuilt(cells):
    rows = [{"id": e.id, "points": 1.0, "message": "said"} for e in exercises()]
    receipt = {"exercises": rows, "agent": {"id": "agent", "points": 0.0, "message": ""}}
    return graded_notebook("01_symlog_twohot", cells, receipt)


def test_a_rebuilt_notebook_is_the_released_one_with_their_sources(tmp_path):
    """Edited checks, points and prose are ours again; more cells stand where they stood."""
    home = hand_in(tmp_path, "ann") / "01_symlog_twohot.ipynb"
    notebook = nbformat.read(home, 4)
    at = next(i for i, cell in enumerate(notebook.cells) if cell.id == "symlog")
    mine = notebook.cells[at].source
    notebook.cells[at].metadata["nbgrader"] |= {"points": 900, "grade": True}
    notebook.cells[at + 1].source = "5.0"
    notebook.cells[at + 1].metadata = {"tags": ["skip-execution"]}
    notebook.cells.insert(at, nbformat.v4.new_code_cell("helper = 1"))
    nbformat.write(notebook, home)
    cells = read_submission(tmp_path / "ann").cells["01_symlog_twohot"]
    found = rebuilt(cells)
    released = nbformat.read(ROOT / "labs" / "day38" / "01_symlog_twohot.ipynb", 4)
    by_id = {cell.id: cell for cell in found.cells}
    assert by_id["symlog"].source == mine
    assert [cell.id for cell in released.cells] == [
        cell.id for cell in found.cells if not cell.id.startswith("extra")
    ]
    extra = next(cell for cell in found.cells if cell.id.startswith("extra"))
    assert extra.source == "helper = 1"
    for cell in released.cells:
        assert by_id[cell.id].metadata == cell.metadata
    check = by_id["check_symlog"]
    assert check.source == next(c.source for c in released.cells if c.id == "check_symlog")
    assert [output.output_type for output in check.outputs] == ["stream", "execute_result"]
    nbformat.validate(found)


def test_a_missing_notebook_says_so():
    assert "was not handed in" in rebuilt(None).cells[1].source


def test_the_last_of_two_cells_with_one_id_is_kept_as_more():
    cells = [Cell("code", "symlog", "first"), Cell("code", "symlog", "second")]
    found = [cell.source for cell in rebuilt(cells).cells]
    assert found.index("second") == found.index("first") + 1
