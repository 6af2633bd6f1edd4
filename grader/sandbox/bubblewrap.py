"""Builds the bubblewrap command that isolates a student's code, and tests that it works here.

Bound into the sandbox are the interpreter, the package `dreamer` without its recorded weights,
two files of this folder (`worker.py` and `protocol.py`), and the notebooks. Nothing of
`grader.knowledge` is.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import dreamer
from dreamer.errors import UserError
from dreamer.training.shipped_runs import BASELINES

TMPFS = 64 << 20  # bytes that can be written to each of two folders
HERE = Path(__file__).parent


def tier(allow_plain: bool = False) -> str:
    """What protects from a student's code here: `bubblewrap`, or `plain`, which protects nobody.

    Raises UserError where bubblewrap does not work and `plain` is not allowed.
    """
    if bubblewrap_works():
        return "bubblewrap"
    if allow_plain:
        return "plain"
    raise UserError(
        "bubblewrap does not work here (Debian: apt-get install bubblewrap), "
        "and without it a student's code could read and change anything that you can; "
        "--unprotected runs it all the same"
    )


@functools.cache
def bubblewrap_works() -> bool:
    """Whether Python with torch starts in the sandbox."""
    if shutil.which("bwrap") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *bwrap_command(Path(folder)),
            sys.executable,
            "-c",
            "from dreamer import Trainer, check",
        ]
        return subprocess.run(command, capture_output=True, timeout=120).returncode == 0


def bwrap_command(notebooks: Path) -> list[str]:
    """The beginning of a command line: what follows it runs shut off, with `notebooks` to read."""
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--as-pid-1"]  # what it forks cannot kill it
    command += ["--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--hostname", "lab"]
    # /tmp first: an interpreter may lie below it
    command += ["--proc", "/proc", "--dev", "/dev"]
    for folder in ("/tmp", "/dev/shm"):
        command += ["--size", str(TMPFS), "--tmpfs", folder]
    system = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
    for path in dict.fromkeys([*system, sys.base_prefix, sys.prefix]):
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    command += ["--ro-bind", str(Path(dreamer.__file__).parent), "/lab/dreamer"]
    for weights in BASELINES.glob("*.safetensors"):  # an agent that walks is not lent to others
        command += ["--ro-bind", "/dev/null", f"/lab/dreamer/{BASELINES.name}/{weights.name}"]
    for name in ("worker.py", "protocol.py"):
        command += ["--ro-bind", str(HERE / name), f"/lab/{name}"]
    command += ["--ro-bind", str(notebooks), "/lab/notebooks"]
    # they lie in memory, as large as they grow
    command += ["--remount-ro", "/dev", "--remount-ro", "/"]
    command += ["--setenv", "PYTHONPATH", "/lab", "--setenv", "HOME", "/tmp"]
    command += ["--setenv", "MUJOCO_GL", "disabled", "--setenv", "OMP_NUM_THREADS", "1"]
    command += ["--setenv", "PYTHONDONTWRITEBYTECODE", "1", "--chdir", "/tmp", "--"]
    return command
