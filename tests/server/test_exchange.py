"""nbgrader's exchange by several users of one machine: released, fetched, submitted, graded, feedback read."""

import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from nbgrader.api import Gradebook

from grader.course import grade
from tests.conftest import ROOT
from tests.server.users import PYTHON, home, people, run

pytestmark = pytest.mark.server

TEACHER, ANN, BOB = PEOPLE = ("day38-teacher", "day38-ann", "day38-bob")
LABS, SOLUTIONS = (ROOT / name / "day38" for name in ("labs", "solutions"))
AGENT, CURVE = b"what day38 hand-in writes", b"its curve"
LATE = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'


@pytest.fixture(scope="module")
def course():
    """The course folder in the teacher's home; everybody's settings name the exchange."""
    exchange = home("day38-exchange")
    with people(*PEOPLE):
        exchange.mkdir()
        exchange.chmod(0o777)
        try:
            for name in PEOPLE:
                jupyter = home(name) / ".jupyter"
                jupyter.mkdir()
                text = f'c.Exchange.root = "{exchange}"\nc.CourseDirectory.course_id = "robots"\n'
                (jupyter / "nbgrader_config.py").write_text(text)
            course = home(TEACHER) / "course"
            for name in ("solutions", "labs"):
                shutil.copytree(ROOT / name, course / name)
            own = (ROOT / "nbgrader_config.py").read_text()
            (course / "nbgrader_config.py").write_text(own + LATE)
            subprocess.run(["chown", "-R", f"{TEACHER}:", home(TEACHER)], check=True)
            yield course
        finally:
            shutil.rmtree(exchange)


def nbgrader(name, *arguments, cwd=None):
    """What a command of nbgrader tells a user."""
    return run(name, PYTHON, "-m", "nbgrader", *arguments, cwd=cwd or home(name))


def put(name, files):
    """Write files into a student's folder of the assignment, as that student."""
    folder = home(name) / "day38"
    for file, content in files.items():
        (folder / file).write_bytes(content)
        subprocess.run(["chown", f"{name}:", folder / file], check=True)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_class_works_through_the_exchange(course):
    nbgrader(TEACHER, "release_assignment", "day38", cwd=course)
    for student in (ANN, BOB):
        assert "day38" in nbgrader(student, "list")
        nbgrader(student, "fetch_assignment", "day38")
        assert contents(home(student) / "day38") == contents(LABS)

    answers = {path.name: path.read_bytes() for path in SOLUTIONS.glob("*.ipynb")}
    put(ANN, {"02_rssm.ipynb": answers["02_rssm.ipynb"]})
    nbgrader(ANN, "submit", "day38")
    put(ANN, {**answers, "agent.safetensors": AGENT, "agent.csv": CURVE})
    nbgrader(ANN, "submit", "day38")
    due = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    put(BOB, {"02_rssm.ipynb": answers["02_rssm.ipynb"]})
    nbgrader(BOB, "submit", "day38")

    nbgrader(TEACHER, "db", "assignment", "add", "day38", f"--duedate={due} UTC", cwd=course)
    nbgrader(TEACHER, "collect", "day38", cwd=course)
    collected = course / "submitted" / ANN / "day38"
    assert contents(collected).items() >= {"agent.safetensors": AGENT, "agent.csv": CURVE}.items()

    command = (PYTHON, "-m", "grader.cli", "grade", "submitted", "--jobs", "2", "--unprotected")
    run(TEACHER, *command, cwd=course)
    with Gradebook(f"sqlite:///{course / grade.GRADEBOOK}") as book:
        found = {name: book.find_submission("day38", name) for name in (ANN, BOB)}
        assert found[ANN].score == 90
        assert found[BOB].score > 0
        assert found[ANN].late_submission_penalty in (None, 0)
        assert found[BOB].late_submission_penalty == found[BOB].score

    nbgrader(TEACHER, "generate_feedback", "day38", cwd=course)
    nbgrader(TEACHER, "release_feedback", "day38", cwd=course)
    for student, mark in ((ANN, "(Score: 15.0 / 15.0)"), (BOB, "(Score: 0.0 / 15.0)")):
        nbgrader(student, "fetch_feedback", "day38")
        pages = list((home(student) / "day38" / "feedback").rglob("01_symlog_twohot.html"))
        assert len(pages) == 1
        assert mark in pages[0].read_text()
