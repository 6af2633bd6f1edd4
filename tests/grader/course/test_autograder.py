"""Does what is uploaded to Gradescope grade there, from nothing but the zip file?"""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from dreamer import UserError
from grader.course import autograder
from grader.marking.grade_one import grade_one
from grader.marking.intake import read_submission
from grader.sandbox.bubblewrap import tier
from tests.conftest import ROOT
from tests.grader.course.test_grade import hand_in

SECRET = b"of the instructor, long enough"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """`/autograder`, as Gradescope lays it out."""
    home = tmp_path_factory.mktemp("autograder")
    secret = home / "secret"
    secret.write_bytes(SECRET)
    autograder.pack(home / "autograder.zip", secret)
    with zipfile.ZipFile(home / "autograder.zip") as bundle:
        scripts = [about for about in bundle.infolist() if "/" not in about.filename]
        assert {about.filename for about in scripts} == {"setup.sh", "run_autograder"}
        assert all(about.external_attr >> 16 & 0o111 for about in scripts)
        bundle.extractall(home / "source")
    return home


def graded(home, files, number=7):
    """The results for files that were uploaded."""
    submission = home / "submission"
    shutil.rmtree(submission, ignore_errors=True)
    submission.mkdir()
    for path in files:
        shutil.copy(path, submission)
    (home / "submission_metadata.json").write_text(json.dumps({"users": [{"id": number}]}))
    source = home / "source" / "day38"
    command = [sys.executable, "-m", "grader.course.autograder", str(home)]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    subprocess.run(command, cwd=source, env=environment, check=True)
    return json.loads((home / "results" / "results.json").read_text())


@pytest.mark.slow
def test_marks_are_those_of_grader_grade(home, tmp_path):
    day = hand_in(tmp_path, "7", "return x")
    found = graded(home, day.glob("*.ipynb"))
    receipt, _ = grade_one(read_submission(day.parent), SECRET, tier(allow_plain=True))
    assert found["score"] == receipt["points"] == 87.5
    handed_in, *rows, to_know = found["tests"]
    assert handed_in["visibility"] == "visible"
    assert {row["visibility"] for row in rows} == {"after_published"}
    marks = [*receipt["exercises"], receipt["agent"]]
    assert [row["score"] for row in rows] == [mark["points"] for mark in marks]
    assert [row["output"] for row in rows] == [mark["message"] for mark in marks]
    assert to_know["visibility"] == "hidden"
    assert f"protection: {receipt['protection']}" in to_know["output"]


@pytest.mark.slow
def test_an_upload_without_a_notebook_is_told(home):
    found = graded(home, [ROOT / "LICENSE"])
    assert found["score"] == 0
    assert "no file of a student" in found["output"]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"ends in \.zip"):
        autograder.pack(tmp_path / "autograder.tar", tmp_path / "secret")
