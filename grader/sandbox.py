"""Where a student's code runs: shut off from files, network, and the process that gives marks.

    with Sandbox(notebooks) as inside:
        answers = inside.ask_all({"symlog": cases})

bubblewrap does it where it works: no network, an empty home, the interpreter and `dreamer`
read-only, nothing of the grader, of solutions or of other submissions. Without it a
plain process is used, if that is allowed, and protects nobody; the tier is in each receipt.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

import dreamer
from dreamer.checks.ask import Answer
from dreamer.checks.observe import Case
from dreamer.curves import BASELINES
from dreamer.errors import UserError
from grader import wire

Key = tuple[str, str]  # exercise, case
Reply = tuple[dict[str, Any], dict[str, np.ndarray]]

SECONDS = 300.0  # for all questions to a submission
PLAY_SECONDS = 60.0  # for one action
ALL_BYTES = 256 << 20
TMPFS = 64 << 20  # bytes that can be written to each of two folders
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


class Sandbox:
    """One student's code, shut off. Nothing that happens inside is raised here.

    The folder `notebooks` holds what the trusted side wrote: sources, and a trained agent's weights.
    """

    def __init__(self, notebooks: Path, protection: str = "bubblewrap"):
        command = [sys.executable, str(HERE / "inside.py"), str(notebooks)]
        environment = {**os.environ, "PYTHONPATH": str(Path(dreamer.__file__).parent.parent)}
        if protection == "bubblewrap":
            command = [*wall(notebooks), sys.executable, "/lab/inside.py", "/lab/notebooks"]
            environment = {"PATH": os.environ.get("PATH", "")}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                assert pipe is not None
                pipe.close()

    def ask_all(self, cases: Mapping[str, Sequence[Case]]) -> dict[Key, Answer]:
        """Every question, once; an answer that does not come is `NEVER`."""
        wanted = {(exercise, case.name) for exercise, asked in cases.items() for case in asked}
        found: dict[Key, Answer] = {}
        with self._limit(SECONDS):
            for exercise, asked in cases.items():
                for case in asked:
                    self._say(_question(exercise, case))
            self._say(wire.pack({"end": True}, {}))
            total = 0
            for _ in wanted:
                try:
                    header, arrays, size = self._hear()
                except wire.WireError:
                    break  # what is left unanswered counts as such
                total += size
                if total > ALL_BYTES:
                    break
                key = (str(header.get("exercise")), str(header.get("case")))
                error = [_printable(line, 500) for line in _list(header.get("error"))[:3]]
                raised = header.get("raised")
                outcome = _printable(raised, 200) if raised is not None else arrays
                if key in wanted:
                    found.setdefault(key, Answer(outcome, error))
        return {key: found.get(key, NEVER) for key in wanted}

    def meet(self, header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Reply:
        """What the trained agent replies to a message; `{"raised": why}` where it fails."""
        with self._limit(PLAY_SECONDS):
            try:
                self._say(wire.pack(header, arrays))
                found, answer, _ = self._hear()
            except wire.WireError as error:
                return {"raised": f"no answer came ({error})"}, {}
        if "raised" in found:
            found = {"raised": _printable(found["raised"], 200)}
        return found, answer

    @contextlib.contextmanager
    def _limit(self, seconds: float) -> Iterator[None]:
        """End all of it where this takes longer."""
        clock = threading.Timer(seconds, self._process.kill)
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _say(self, message: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(message)
            self._process.stdin.flush()

    def _hear(self) -> tuple[dict[str, Any], dict[str, np.ndarray], int]:
        """The next message, and its size. Raises WireError."""
        assert self._process.stdout is not None
        message = wire.read(self._process.stdout, wire.ANSWER)
        if message is None:
            raise wire.WireError("it ended")
        return *wire.unpack(message), len(message)


def ask_all(
    notebooks: Path, cases: Mapping[str, Sequence[Case]], protection: str = "bubblewrap"
) -> dict[Key, Answer]:
    """Every question to the functions in a folder of notebooks."""
    with Sandbox(notebooks, protection) as inside:
        return inside.ask_all(cases)


def _printable(value: Any, most: int) -> str:
    """A text of no more than so many characters, none of which a terminal obeys."""
    return "".join(c if c.isprintable() else "�" for c in str(value)[:most])


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
    for name in ("inside.py", "wire.py"):
        command += ["--ro-bind", str(HERE / name), f"/lab/{name}"]
    command += ["--ro-bind", str(notebooks), "/lab/notebooks"]
    # they lie in memory, as large as they grow
    command += ["--remount-ro", "/dev", "--remount-ro", "/"]
    command += ["--setenv", "PYTHONPATH", "/lab", "--setenv", "HOME", "/tmp"]
    command += ["--setenv", "MUJOCO_GL", "disabled", "--setenv", "OMP_NUM_THREADS", "1"]
    command += ["--setenv", "PYTHONDONTWRITEBYTECODE", "1", "--chdir", "/tmp", "--"]
    return command
