"""Does the code keep to what Windows and macOS have, and to consoles that are not UTF-8?

No Windows is at hand: types are checked for it, and the commands run without what it lacks.
"""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def run(command, **variables):
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_types_hold_elsewhere(system, tmp_path):
    """Does nothing that a learner has use what that system's Python lacks?"""
    command = [sys.executable, "-m", "mypy", "--platform", system, "--cache-dir", str(tmp_path)]
    # our own code and the standard library: what others give is checked by `make types`
    command += ["--follow-imports", "skip", "--no-warn-unused-ignores"]
    command += ["--disable-error-code", "var-annotated"]
    code, out, _ = run([*command, "dreamer"])
    assert code == 0, out.decode()


def test_files_are_opened_with_an_encoding():
    ruff = [sys.executable, "-m", "ruff", "check", "--preview", "--select", "PLW1514"]
    code, out, error = run([*ruff, "dreamer", "grader"])
    assert code == 0, out.decode() + error


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "windows"), [("cp437", False), ("cp1252", True)], ids=["console", "windows"]
)
def test_every_command_on_a_console_of_few_characters(encoding, windows, tmp_path):
    """Do all of them end as they are to, without what Windows lacks, and open no file without an encoding?"""
    every = [sys.executable, "-X", "warn_default_encoding", "-m", "tests.every_command"]
    every += [str(tmp_path), *["--windows"] * windows]
    code, out, error = run(every, PYTHONIOENCODING=encoding)
    assert code == 0, error
    shown = out.decode(encoding)
    assert "+ torch" in shown
    assert "+ jupyterlab" in shown
    assert "The lambda-return" in shown
    assert ("only on Linux" in error) == windows


@pytest.mark.slow
def test_a_notebook_as_a_script_on_a_console_of_few_characters(tmp_path):
    """Does a learner's check print from a plain Python, too?"""
    script = tmp_path / "script.py"
    script.write_text(
        "from dreamer import check\ncheck('symlog', abs, abs)\nprint('λ ✓')\n", "utf-8"
    )
    code, out, error = run([sys.executable, str(script)], PYTHONIOENCODING="ascii")
    assert code == 0, error
    assert out.endswith(b"lambda +\n") or out.endswith(b"lambda +\r\n")
    assert b"x symlog" in out
