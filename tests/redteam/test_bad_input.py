"""What cannot be read or written: is it said clearly, is the rest graded, and is nothing lost?

By the command, as an instructor gives it.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.redteam.attacks import ONE, SOLVED

pytestmark = pytest.mark.sandbox

BROKEN = {  # student -> the bytes of notebook 1, and what is said of it
    "corrupt": (b'{"cells": [', "is no JSON"),
    "format_3": (b'{"nbformat": 3, "worksheets": 3}', "of an old format, and cannot be converted"),
    "latin": ('{"cells": ["é"]}'.encode("latin-1"), "is not UTF-8"),
}


@pytest.fixture
def submitted(tmp_path):
    """One honest student, one with an empty folder, one with nothing."""
    folder = tmp_path / "submitted"
    home = folder / "ann" / "day38"
    home.mkdir(parents=True)
    for path in SOLVED.glob("*.ipynb"):
        shutil.copy(path, home)
    (folder / "empty" / "day38").mkdir(parents=True)
    (folder / "nothing").mkdir()
    (tmp_path / "out").mkdir()
    return folder


def grade(submitted, out, wall=()):
    """Exit code and what is said, of `grader grade`."""
    command = [*wall, sys.executable, "-m", "grader.cli", "grade", str(submitted)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, "--out", str(out)], env=environment, capture_output=True, text=True, timeout=240
    )
    return done.returncode, done.stdout, done.stderr


def receipt(out, student):
    return json.loads((out / "receipts" / f"{student}.json").read_text())


def behind(*mounts):
    """A wall that changes what one folder is."""
    return ["bwrap", "--bind", "/", "/", "--dev", "/dev", "--proc", "/proc", *map(str, mounts)]


def test_what_cannot_be_read_costs_its_student_alone(submitted):
    for student, (content, _) in BROKEN.items():
        shutil.copytree(submitted / "ann", submitted / student)
        (submitted / student / "day38" / f"{ONE}.ipynb").write_bytes(content)
    out = submitted.parent / "out"
    code, told, errors = grade(submitted, out)
    assert code == 0, errors
    assert "90 of 110  ann" in told
    for student, (_, said) in BROKEN.items():
        assert receipt(out, student)["points"] == 70
        assert any(said in note for note in receipt(out, student)["notes"])
    assert receipt(out, "empty")["points"] == receipt(out, "nothing")["points"] == 0
    assert "nothing was handed in" in receipt(out, "nothing")["notes"][0]


@pytest.mark.parametrize(
    ("folder", "said"), [("nowhere", "no folder"), ("empty", "no folder of a")]
)
def test_no_class_is_said(tmp_path, folder, said):
    (tmp_path / "empty").mkdir()
    code, _, errors = grade(tmp_path / folder, tmp_path)
    assert code == 2
    assert said in errors
    assert "Traceback" not in errors


def test_a_folder_that_cannot_be_written_to_is_said_at_once(submitted):
    out = submitted.parent / "out"
    code, told, errors = grade(submitted, out, behind("--ro-bind", out, out))
    assert code == 2
    assert "Read-only file system" in errors
    assert "Traceback" not in errors
    assert told == ""


@pytest.mark.parametrize("size", [100_000, 200_000])
def test_a_full_disk_is_said_and_the_next_run_goes_on(submitted, size):
    """100,000 bytes do not hold a gradebook, 200,000 do, and the notebooks not."""
    out = submitted.parent / "out"
    kept = submitted.parent / "kept"
    kept.mkdir()
    command = (
        f"{sys.executable} -m grader.cli grade {submitted} --out {out} --unprotected; code=$?; "
    )
    command += f"cp -r {out}/. {kept}; exit $code"
    wall = behind("--size", size, "--tmpfs", out, "bash", "-c", command)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(wall, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("grader grade: ")
    assert "No space left" in last or "disk is full" in last
    for path in (kept / "receipts").glob("*.json"):
        json.loads(path.read_text())
    code, told, errors = grade(submitted, kept)
    assert code == 0, errors
    assert "90 of 110  ann" in told
