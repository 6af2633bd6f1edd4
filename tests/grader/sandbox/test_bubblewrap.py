"""Is nothing of the grader shown to a student's code but the three files that must be there?"""

from pathlib import Path

import dreamer
from grader.sandbox.bubblewrap import bwrap_command
from tests.conftest import ROOT


def bound(command):
    """Source -> where it lies in the sandbox."""
    places = [i for i, word in enumerate(command) if word in ("--bind", "--ro-bind")]
    return {Path(command[i + 1]): command[i + 2] for i in places}


def test_of_the_grader_three_files_are_bound(tmp_path):
    mine = {path for path in bound(bwrap_command(tmp_path)) if path.is_relative_to(ROOT / "grader")}
    folder = ROOT / "grader" / "sandbox"
    assert mine == {folder / "worker.py", folder / "protocol.py", folder / "locks.py"}


def test_nothing_is_bound_that_holds_the_grader_or_can_be_written(tmp_path):
    command = bwrap_command(tmp_path)
    assert "--bind" not in command
    assert not [path for path in bound(command) if (ROOT / "grader").is_relative_to(path)]


def test_recorded_weights_are_covered(tmp_path):
    """An agent that walks is not lent to others."""
    command = bwrap_command(tmp_path)
    weights = (Path(dreamer.__file__).parent / "baselines").glob("*.safetensors")
    names = {f"/lab/dreamer/baselines/{path.name}" for path in weights}
    assert names
    pairs = zip(command, command[1:], command[2:], strict=False)
    assert {to for how, what, to in pairs if (how, what) == ("--ro-bind", "/dev/null")} == names
