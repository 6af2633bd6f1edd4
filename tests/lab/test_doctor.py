"""Does the doctor use what it says it uses, and name what is broken?"""

import os
import subprocess
import sys
import time

import pytest

from dreamer import UserError
from dreamer.cli import main
from dreamer.lab import doctor
from tests.conftest import ROOT


@pytest.fixture
def quick(monkeypatch):
    """What helps is said to be there, without looking."""
    monkeypatch.setattr(doctor, "HELPS", {name: lambda: "here" for name in doctor.HELPS})


def lines(text):
    """As they stand on the screen at the end."""
    return [line.rpartition("\r")[2] for line in text.strip().split("\n")]


def test_all_is_well_here(quick, capsys):
    assert main(["doctor"]) == 0
    shown = lines(capsys.readouterr().out)
    assert len(shown) == len(doctor.USES) + len(doctor.HELPS)
    assert all(line.startswith("✓") for line in shown)


def test_what_only_helps_may_be_missing(quick, monkeypatch, capsys):
    def missing():
        raise UserError("no compiler: training runs plainly")

    monkeypatch.setitem(doctor.HELPS, "compiler", missing)
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "– compiler    no compiler: training runs plainly\n" in out
    assert out.endswith("(–: the lab works without it)\n")


def test_a_notebook_waits_for_no_compiler(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "HELPS", None)
    assert doctor.examine()
    assert len(lines(capsys.readouterr().out)) == len(doctor.USES)


def test_a_clock_shows_long_work(quick, monkeypatch, capsys):
    monkeypatch.setitem(doctor.HELPS, "drawing", lambda: time.sleep(2.5) or "here")
    doctor.examine(everything=True)
    out = capsys.readouterr().out
    assert "drawing     being tried 00:02" in out
    assert out.count("being tried") <= 3
    assert "✓ drawing     here" in lines(out)


@pytest.mark.parametrize(
    ("version", "mark"), [((3, 10), "✗"), ((3, 11), "✓"), ((3, 14), "✓"), ((3, 15), "✗")]
)
def test_supported_pythons(version, mark, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (*version, 0, "final", 0))
    doctor._try("python", doctor.USES["python"], "✗", doctor.REMEDY)
    out = capsys.readouterr().out
    assert out.startswith(mark)
    assert ("needs 3.11 to 3.14" in out) == (mark == "✗")


def test_what_is_broken_is_named(quick, monkeypatch, capsys):
    def broken():
        raise ImportError("libfoo.so.1: cannot open\nshared object file")

    monkeypatch.setitem(doctor.USES, "torch", broken)
    assert main(["doctor"]) == 2
    said = capsys.readouterr()
    assert f"libfoo.so.1: cannot open shared object file: {doctor.REMEDY}" in said.out
    assert said.out.count("✗") == 1
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("seconds", "minutes", "late"), [(0.005, (8, 17), False), (0.1, (168, 335), True)]
)
def test_the_outlook_says_minutes_before_anything_is_written(
    monkeypatch, capsys, seconds, minutes, late
):
    monkeypatch.setattr(doctor, "_seconds_of_small_layers", lambda: seconds)
    doctor.outlook()
    told = capsys.readouterr().out
    assert f"about {minutes[0]} minutes here, or {minutes[1]} where nothing compiles it" in told
    assert ("overnight" in told) == late


def test_the_outlook_measures_something():
    assert 0 < doctor._seconds_of_small_layers() < 5


def test_budget_says_minutes(parts, capsys):
    doctor.budget(parts)
    out = capsys.readouterr().out
    assert "smoke" in out
    assert "minutes" in out


WITHOUT = """
import sys
sys.modules["torch"] = None  # importing it raises ImportError
from dreamer.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", ["doctor", "check"])
def test_a_package_that_does_not_load(command):
    """Does the doctor still look at all of them, and every other command point to it?"""
    ours = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    asked = [sys.executable, "-c", WITHOUT, command]
    done = subprocess.run(asked, env=ours, capture_output=True)
    assert done.returncode == 2
    assert done.stderr.startswith(b"day38: a package does not load (import of torch")
    assert done.stderr.count(b"\n") == 1
    if command == "doctor":
        shown = lines(done.stdout.decode("utf-8"))
        assert len(shown) >= len(doctor.USES) + len(doctor.HELPS)
        assert [line[2:7] for line in shown if line.startswith("✗")] == ["torch"]
