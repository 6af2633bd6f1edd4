"""Where a student's code runs: shut off from files, network, and the process that gives marks.

    answers = ask_all(notebooks, {"symlog": cases})

bubblewrap does it where it works: no network, an empty home, the interpreter and `dreamer`
read-only, nothing of the grader, of solutions or of other submissions. Without it a
plain process is used, if that is allowed, and protects nobody; the tier is in each receipt.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import torch

import dreamer
from dreamer.checks.ask import Answer
from dreamer.checks.observe import Case
from dreamer.errors import UserError
from grader import wire

Key = tuple[str, str]  # exercise, case

SECONDS = 300.0  # for a whole submission
ALL_BYTES = 256 << 20
TMPFS = 64 << 20  # bytes that can be written
HERE = Path(__file__).parent
NEVER = Answer("Failed", ["no answer came"])


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
    """Whether a Python with torch comes up in there."""
    if shutil.which("bwrap") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        command = [*wall(Path(folder)), sys.executable, "-c", "import torch, dreamer"]
        return subprocess.run(command, capture_output=True, timeout=120).returncode == 0


def ask_all(
    notebooks: Path, cases: Mapping[str, Sequence[Case]], protection: str = "bubblewrap"
) -> dict[Key, Answer]:
    """Every question to the functions in a folder of notebooks.

    The folder holds what the trusted side wrote: sources alone. An answer that does not come is
    `NEVER`; nothing that happens inside is raised here.
    """
    wanted = {(exercise, case.name) for exercise, asked in cases.items() for case in asked}
    with tempfile.TemporaryFile() as questions:
        for exercise, asked in cases.items():
            for case in asked:
                questions.write(_question(exercise, case))
        questions.seek(0)
        command = [sys.executable, str(HERE / "inside.py"), str(notebooks)]
        environment = {**os.environ, "PYTHONPATH": str(Path(dreamer.__file__).parent.parent)}
        if protection == "bubblewrap":
            command = [*wall(notebooks), sys.executable, "/lab/inside.py", "/lab/notebooks"]
            environment = {"PATH": os.environ.get("PATH", "")}
        found: dict[Key, Answer] = {}
        with subprocess.Popen(
            command,
            stdin=questions,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        ) as process:
            assert process.stdout is not None
            clock = threading.Timer(SECONDS, process.kill)
            clock.start()
            try:
                for key, answer in _read(process.stdout):
                    if key in wanted:
                        found.setdefault(key, answer)
            except wire.WireError:
                pass  # what is left unanswered counts as such
            finally:
                clock.cancel()
                process.kill()
    return {key: found.get(key, NEVER) for key in wanted}


def _read(stream: IO[bytes]) -> Iterator[tuple[Key, Answer]]:
    """Answers as they come, until their sum is too large. Raises WireError."""
    total = 0
    while message := wire.read(stream, wire.ANSWER):
        total += len(message)
        if total > ALL_BYTES:
            raise wire.WireError("too many answers")
        header, arrays = wire.unpack(message)
        key = (str(header.get("exercise")), str(header.get("case")))
        error = [str(line)[:500] for line in _list(header.get("error"))[:3]]
        raised = header.get("raised")
        yield key, Answer(str(raised)[:200] if raised is not None else arrays, error)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _question(exercise: str, case: Case) -> bytes:
    tensors = {k: v.numpy() for k, v in case.inputs.items() if isinstance(v, torch.Tensor)}
    header = {
        "exercise": exercise,
        "case": case.name,
        "symbol": case.symbol,
        "call": case.call,
        "wrt": case.wrt,
        "order": list(case.inputs),
        "values": {k: v for k, v in case.inputs.items() if k not in tensors},
    }
    return wire.pack(header, {k: np.asarray(v) for k, v in tensors.items()})


def wall(notebooks: Path) -> list[str]:
    """The command that shuts off what follows it."""
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--as-pid-1"]  # what it forks cannot kill it
    command += ["--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--hostname", "lab"]
    # /tmp first: an interpreter may lie below it
    command += ["--proc", "/proc", "--dev", "/dev", "--size", str(TMPFS), "--tmpfs", "/tmp"]
    system = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
    for path in dict.fromkeys([*system, sys.base_prefix, sys.prefix]):
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    command += ["--ro-bind", str(Path(dreamer.__file__).parent), "/lab/dreamer"]
    for name in ("inside.py", "wire.py"):
        command += ["--ro-bind", str(HERE / name), f"/lab/{name}"]
    command += ["--ro-bind", str(notebooks), "/lab/notebooks"]
    command += ["--setenv", "PYTHONPATH", "/lab", "--setenv", "HOME", "/tmp"]
    command += ["--setenv", "MUJOCO_GL", "disabled", "--setenv", "OMP_NUM_THREADS", "1"]
    command += ["--setenv", "PYTHONDONTWRITEBYTECODE", "1", "--chdir", "/tmp", "--"]
    return command
