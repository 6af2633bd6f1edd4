"""Does the command line say where it works?"""

import sys

import pytest

from grader.cli import main


@pytest.mark.parametrize("system", ["win32", "darwin"])
@pytest.mark.parametrize("argv", [["grade", "nobody"], ["regrade", "nobody"], ["doctor"]])
def test_students_code_runs_on_linux(argv, system, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", system)
    assert main(argv) == 2
    out, error = capsys.readouterr()
    assert "only on Linux" in error
    assert "WSL or Docker" in error
    assert error.count("\n") == 1
    assert not out


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_bundle_is_packed_everywhere(system, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", system)
    assert main(["release", "--out", str(tmp_path / "day38.zip")]) == 0
