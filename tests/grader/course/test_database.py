"""Do marks reach a gradebook in PostgreSQL, and stay there what they are in SQLite?"""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from dreamer.parts.exercises import questions
from grader.cli import main
from grader.course.grade import GRADEBOOK
from tests.grader.course.test_grade import hand_in

pytestmark = pytest.mark.database


def program(name):
    """Debian keeps PostgreSQL's server programs out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name) or pytest.fail(f"no {name}: see .ci/run")


@pytest.fixture(scope="module")
def postgres():
    """The URL of a server of our own; it refuses to run as root, so it runs as nobody then."""
    user = {"user": "nobody"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        if user:
            shutil.chown(folder, **user)
        data = Path(folder) / "data"
        make = [program("initdb"), "-D", str(data), "-U", "grader", "--auth", "trust"]
        subprocess.run(make, check=True, capture_output=True, cwd=folder, **user)
        control = [program("pg_ctl"), "-D", str(data), "-w"]
        settings = f"-p {port} -h 127.0.0.1 -k {folder}"
        log = ["-l", f"{folder}/log", "-o", settings]
        subprocess.run([*control, *log, "start"], check=True, cwd=folder, **user, timeout=60)
        yield f"postgresql+psycopg://grader@127.0.0.1:{port}/postgres"
        subprocess.run([*control, "-m", "fast", "stop"], check=True, cwd=folder, **user)


def marks(url):
    """All automatic scores."""
    with Gradebook(url) as book:
        return {
            (student.id, grade.name): grade.auto_score
            for student in book.students
            for notebook in book.find_submission("day38", student.id).notebooks
            for grade in notebook.grades
        }


def test_marks_are_the_same_in_both(tmp_path, postgres):
    hand_in(tmp_path / "submitted", "ann")
    hand_in(tmp_path / "submitted", "bob", "return x")
    grade = ["grade", str(tmp_path / "submitted"), "--out", str(tmp_path), "--unprotected"]
    assert main([*grade, "--db", postgres]) == 0
    assert main(grade) == 0
    found = marks(postgres)
    assert found == marks(f"sqlite:///{tmp_path / GRADEBOOK}")
    assert len(found) == 2 * 11
    assert found["bob", "check_symlog"] == 2.5
    with Gradebook(postgres) as book:
        for question in questions():
            score = book.find_grade(question.id, question.notebook, "day38", "ann")
            score.manual_score, score.needs_manual_grade = 2, False
        book.db.commit()
    assert main([*grade, "--db", postgres]) == 0
    with Gradebook(postgres) as book:
        assert book.find_submission("day38", "ann").score == 96


def test_a_server_that_is_not_there_is_said(tmp_path, capsys):
    hand_in(tmp_path / "submitted", "ann")
    grade = ["grade", str(tmp_path / "submitted"), "--out", str(tmp_path), "--unprotected"]
    assert main([*grade, "--db", "postgresql+psycopg://grader@127.0.0.1:9/none"]) == 2
    assert "the gradebook cannot be opened" in capsys.readouterr().err
    assert main([*grade, "--db", "nonsense"]) == 2
    assert main([*grade, "--db", "postgresql+nonsense://127.0.0.1/none"]) == 2
