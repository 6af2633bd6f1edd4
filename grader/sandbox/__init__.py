"""The sandbox: runs a student's functions in an isolated process and collects their answers.

    with Sandbox(notebooks) as inside:
        answers = inside.ask_all({"symlog": cases})

bubblewrap does it where it works: no network, an empty home, the interpreter and `dreamer`
read-only, nothing of the grader, of solutions or of other submissions. Without it a
plain process is used, if that is allowed, and protects nobody; the tier is in each receipt.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch

import dreamer
from dreamer.lab.checks.case import Case, Observation, WrongKind
from dreamer.lab.checks.routines import GOVERNED_CALLS, judged
from dreamer.lab.checks.runner import Answer
from grader.sandbox import protocol
from grader.sandbox.bubblewrap import bwrap_command, group_command, user

Key = tuple[str, str]  # exercise, case
Reply = tuple[dict[str, Any], dict[str, np.ndarray]]

SECONDS = 300.0  # for all questions to a submission
PLAY_SECONDS = 60.0  # for one action
ENDING_SECONDS = 2.0  # that a process which says nothing more may need to end
ALL_BYTES = 256 << 20
HERE = Path(__file__).parent
NEVER = Answer("Failed", ["no answer came"])
FOR_STARTING = ("PATH", "XDG_RUNTIME_DIR")  # that bwrap and systemd-run are found
# How bubblewrap, or a plain process, ends where the process in it is killed (9) or terminated (15, for which Windows has no
# name); students' code is only in that one's children.
KILLED = {-9, -15, 128 + 9, 128 + 15}


class KilledFromOutside(Exception):
    """The sandbox was killed, and not by us: what it was asked is not answered, and says nothing of a submission."""


class Sandbox:
    """A process for one student's code, shut off. Nothing that happens inside is raised here.

    Raises KilledFromOutside where the system, or a person, has killed it.

    The folder `notebooks` holds what the trusted side wrote: sources, and a trained agent's weights.
    """

    def __init__(self, notebooks: Path, protection: str = "bubblewrap"):
        command = [sys.executable, str(HERE / "worker.py"), str(notebooks)]
        environment = {**os.environ, "PYTHONPATH": str(Path(dreamer.__file__).parent.parent)}
        if protection == "bubblewrap":
            command = [
                *bwrap_command(notebooks),
                sys.executable,
                "/lab/worker.py",
                "/lab/notebooks",
                str(user()),
            ]
            environment = {name: os.environ[name] for name in FOR_STARTING if name in os.environ}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        self._ended_here = False
        kept_by_kernel = protection == "bubblewrap" and group_command()
        # Who keeps the limits of memory and tasks: the kernel, or the process that asks, some times a second.
        self.limits = "cgroup" if kept_by_kernel else "counted"

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                assert pipe is not None
                pipe.close()

    def ask_all(
        self, cases: Mapping[str, Sequence[Case]], hidden: bool = False
    ) -> dict[Key, Answer]:
        """Every question, once; an answer that does not come is `NEVER`.

        The code that is asked now knows these questions, and none that are asked at another time.
        hidden: no text comes out with the answers, and what decides a draw is asked in a second process, too.
        """
        seen = self._ask(cases, may_tell=not hidden)
        decided = {id: [case for case in cases[id] if case.call in GOVERNED_CALLS] for id in cases}
        elsewhere = self._ask(decided, may_tell=False) if hidden else {}
        return {
            (id, case.name): _judged(case, seen[id, case.name], elsewhere.get((id, case.name)))
            for id, asked in cases.items()
            for case in asked
        }

    def _ask(self, cases: Mapping[str, Sequence[Case]], may_tell: bool) -> dict[Key, Answer]:
        """What comes of every question, as it comes."""
        wanted = {(exercise, case.name) for exercise, asked in cases.items() for case in asked}
        found: dict[Key, Answer] = {}
        if not wanted:
            return found
        total = 0
        with self._limit(SECONDS):
            # one after the other: none sees another's, and the next is sent when all of this one has been read
            for exercise, asked in cases.items():
                if not asked:
                    continue
                for case in asked:
                    self._say(_question(exercise, case))
                self._say(protocol.pack({"end": True}, {}))
                for _ in asked:
                    try:
                        header, arrays, size = self._hear()
                    except protocol.ProtocolError:
                        self._check_killed()
                        return {key: found.get(key, NEVER) for key in wanted}
                    total += size
                    if total > ALL_BYTES:
                        self._end()
                    key = (str(header.get("exercise")), str(header.get("case")))
                    error = _list(header.get("error"))[:3] if may_tell else []
                    error = [_printable(line, 500) for line in error]
                    raised = header.get("raised")
                    outcome = _printable(raised, 200) if raised is not None else arrays
                    if key in wanted:
                        found.setdefault(key, Answer(outcome, error))
        return {key: found.get(key, NEVER) for key in wanted}

    def meet(self, header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Reply:
        """What the trained agent replies to a message; `{"raised": why}` where it fails."""
        with self._limit(PLAY_SECONDS):
            try:
                self._say(protocol.pack(header, arrays))
                found, answer, _ = self._hear()
            except protocol.ProtocolError as error:
                self._check_killed()
                return {"raised": f"no answer came ({error})"}, {}
        if "raised" in found:
            found = {"raised": _printable(found["raised"], 200)}
        return found, answer

    @contextlib.contextmanager
    def _limit(self, seconds: float) -> Iterator[None]:
        """End all of it where this takes longer."""
        clock = threading.Timer(seconds, self._end)
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _end(self) -> None:
        self._ended_here = True
        self._process.kill()

    def _check_killed(self) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDING_SECONDS)
        if self._process.returncode in KILLED and not self._ended_here:
            raise KilledFromOutside(
                "the sandbox was killed from outside (out of memory?); the next run tries again"
            )

    def _say(self, message: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(message)
            self._process.stdin.flush()

    def _hear(self) -> tuple[dict[str, Any], dict[str, np.ndarray], int]:
        """The next message, and its size. Raises ProtocolError."""
        assert self._process.stdout is not None
        message = protocol.read(self._process.stdout, protocol.ANSWER)
        if message is None:
            raise protocol.ProtocolError("it ended")
        return *protocol.unpack(message), len(message)


def ask_all(
    notebooks: Path, cases: Mapping[str, Sequence[Case]], protection: str = "bubblewrap"
) -> dict[Key, Answer]:
    """Every question to the functions in a folder of notebooks."""
    with Sandbox(notebooks, protection) as inside:
        return inside.ask_all(cases)


def _judged(case: Case, answer: Answer, elsewhere: Answer | None) -> Answer:
    """The answer with what is decided of it, here, where no student's code runs."""
    one, other = answer.outcome, elsewhere.outcome if elsewhere else None
    for outcome, whose in ((one, answer), (other, elsewhere)):
        if isinstance(outcome, str) and whose:
            return whose
    try:
        return Answer(judged(case, cast(Observation, one), cast(Observation | None, other)))
    except WrongKind as error:
        return Answer(f"WrongKind: {error}", [str(error)])
    except Exception:  # whatever anybody's arrays may lead to
        return Answer("WrongKind", ["what came back is no answer to the question"])


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
        "repeated": case.repeated,
        "order": list(case.inputs),
        "values": {k: v for k, v in case.inputs.items() if k not in tensors},
    }
    return protocol.pack(header, {k: np.asarray(v) for k, v in tensors.items()})
