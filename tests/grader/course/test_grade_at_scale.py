"""Does a class reach its marks on a cluster, after a kill, and again after a question was mended?"""

import contextlib
import csv
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest

from dreamer import UserError
from dreamer.lab.handin import AGENT
from dreamer.training.trainer import load_shipped
from grader.cli import main
from grader.course import grade
from grader.marking import grade_one, trained_agent
from grader.marking.likeness import fingerprint
from grader.marking.receipts import Receipts
from tests import agents
from tests.conftest import ROOT
from tests.grader.course.test_grade import hand_in

pytestmark = pytest.mark.slow

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@contextlib.contextmanager
def running(*command):
    """Processes of a cluster, ended at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], env=ENVIRONMENT, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def test_a_cluster_grades(tmp_path):
    """A scheduler and two workers, each a process of its own."""
    for student in ("ann", "bob", "cem"):
        hand_in(tmp_path / "submitted", student)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    port = [
        "--port",
        address.rpartition(":")[2],
        "--host",
        "127.0.0.1",
        "--dashboard-address",
        "127.0.0.1:0",
    ]
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    with running("distributed.cli.dask_scheduler", *port), running(*worker), running(*worker):
        deadline = time.monotonic() + 180  # on a busy machine a worker takes a minute to come
        while True:  # until a worker has come
            with contextlib.suppress(UserError):
                receipts = grade.grade(
                    tmp_path / "submitted", tmp_path, unprotected=True, scheduler=address
                )
                break
            assert time.monotonic() < deadline
            time.sleep(0.5)
    assert [receipt["points"] for receipt in receipts] == [90, 90, 90]


def test_what_is_graded_waits_for_nothing(tmp_path, monkeypatch):
    """Where all have their receipts and nobody an agent: are there no workers, and is no agent loaded?"""
    hand_in(tmp_path / "submitted", "ann")
    first = grade.grade(tmp_path / "submitted", tmp_path, unprotected=True)

    def never(*_):
        raise AssertionError

    monkeypatch.setattr(grade, "_local_workers", never)
    monkeypatch.setattr(trained_agent, "shipped_fingerprint", never)
    assert grade.grade(tmp_path / "submitted", tmp_path, unprotected=True) == first
    with pytest.raises(UserError, match="--jobs must be at least 1"):
        grade.grade(tmp_path / "submitted", tmp_path, jobs=0, unprotected=True)


def test_no_scheduler_is_said(tmp_path, monkeypatch, capsys):
    hand_in(tmp_path / "submitted", "ann")
    monkeypatch.setattr(grade, "CONNECT_SECONDS", 1)
    arguments = ["grade", str(tmp_path / "submitted"), "--out", str(tmp_path)]
    assert main([*arguments, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    assert main([*arguments, "--jobs", "0"]) == 2


def test_a_killed_run_goes_on(tmp_path):
    """After `kill -9` in the middle: are the receipts so far whole, and not made again?"""
    for number in range(6):
        hand_in(tmp_path / "submitted", f"student{number}")
    command = [sys.executable, "-m", "grader.cli", "grade", "submitted", "--unprotected"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    kept = tmp_path / "receipts"
    while len(list(kept.glob("*.json"))) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    first = {path.name: json.loads(path.read_text())["seconds"] for path in kept.glob("*.json")}
    assert len(first) < 6
    assert not (tmp_path / grade.GRADES).exists()
    stamps = {name: (kept / name).stat().st_mtime_ns for name in first}
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(list(kept.glob("*.json"))) == 6
    assert stamps == {name: (kept / name).stat().st_mtime_ns for name in first}
    assert len((tmp_path / grade.GRADES).read_text().splitlines()) == 7


def test_regrade_says_whose_marks_change(tmp_path, capsys):
    hand_in(tmp_path / "submitted", "ann")
    hand_in(tmp_path / "submitted", "bob", "return x")
    arguments = [
        str(tmp_path / "submitted"),
        "--out",
        str(tmp_path),
        "--unprotected",
        "--jobs",
        "2",
    ]
    assert main(["regrade", *arguments]) == 2
    assert "run `grader grade` first" in capsys.readouterr().err
    assert main(["grade", *arguments]) == 0
    kept = Receipts(tmp_path)
    old = kept.read("ann")
    old["exercises"][4]["points"] = 0.0  # as a question that was wrong then would have it
    kept.write(old)
    assert main(["regrade", *arguments]) == 0
    assert "ann: kl 0 -> 10\n1 marks changed" in capsys.readouterr().out
    with open(tmp_path / "changes.csv") as file:
        assert list(csv.reader(file))[1:] == [["ann", "kl", "0.0", "10.0"]]


def test_a_worker_that_fails_costs_its_submission_alone(tmp_path, monkeypatch):
    """Is what cannot be graded named, at the end, when all others have their marks?"""
    for student in ("ann", "bob"):
        hand_in(tmp_path / "submitted", student)
    monkeypatch.setattr(grade, "grade_one", fails_for_bob)
    with pytest.raises(
        UserError, match=r"1 of 2 could not be graded: bob \(OSError: no space left\)"
    ):
        grade.grade(tmp_path / "submitted", tmp_path, unprotected=True)
    assert (tmp_path / grade.GRADES).read_text().splitlines()[1].startswith('"ann",5,')


def fails_for_bob(submission, secret, protection):
    if submission.student == "bob":
        raise OSError("no space left")
    from grader.marking.grade_one import grade_one

    return grade_one(submission, secret, protection)


def test_copied_agents_are_held_and_nobody_else(tmp_path, parts):
    """Two hand in one agent, one the lab's own; is each held, and told without a name?"""
    given = {"ann": agents.fresh(parts, 1), "eve": agents.fresh(parts, 1)}
    given |= {"bob": agents.fresh(parts, 2), "cem": load_shipped(parts=parts).agent}
    receipts = []
    for student, own in given.items():
        shown = fingerprint(own, 4)
        agent = {"fingerprint": shown, "earned": 20.0, "found": "Measured."}
        agent |= {"points": 20.0, "message": "Measured.", "held": None}
        receipts.append({"student": student, "exercises": [], "agent": agent})
    changed = grade_one.hold_copies(receipts)
    assert [receipt["student"] for receipt in changed] == ["ann", "eve", "cem"]
    held = {receipt["student"]: receipt["agent"]["held"] for receipt in receipts}
    assert held == {"ann": "eve", "eve": "ann", "bob": None, "cem": grade_one.SHIPPED}
    assert [receipt["agent"]["points"] for receipt in receipts] == [0, 0, 20, 0]
    assert "another submission" in receipts[0]["agent"]["message"]
    assert "eve" not in receipts[0]["agent"]["message"]
    grade_one.hold_copies(receipts[1:])  # and without ann's?
    assert (receipts[1]["agent"]["points"], receipts[1]["agent"]["message"]) == (20, "Measured.")


def test_an_agent_is_graded_with_its_notebooks(tmp_path, parts):
    """From the files that notebook 4 writes to marks, figure and gradebook; a held one waits for a person."""
    home = hand_in(tmp_path / "submitted", "ann")
    agents.hand_in(home, agents.shipped(parts), agents.facts(parts))
    shutil.copy(home / AGENT, hand_in(tmp_path / "submitted", "bob"))
    receipts = grade.grade(tmp_path / "submitted", tmp_path, jobs=2, unprotected=True)
    for receipt in receipts:
        assert receipt["agent"]["earned"] == 20
        assert receipt["agent"]["held"].startswith(grade_one.SHIPPED)
        assert receipt["points"] == 90
    assert Receipts(tmp_path).picture(receipts[0]).startswith(b"\x89PNG")
    notebook = (
        tmp_path / "autograded" / "ann" / "day38" / "04_train_and_compare.ipynb"
    ).read_text()
    assert "image/png" in notebook
    assert "your instructor decides" in notebook
