"""The process in the sandbox: reads questions, asks the student's functions, gives back arrays.

    python worker.py NOTEBOOKS          questions on stdin, answers on stdout
    python worker.py NOTEBOOKS USER     the same, and each process for a student's code is locked in (`locks.py`)

This process never runs a student's line, and reads no question: a forked one reads those of a stage, and forks another
for each exercise, and one more where that dies, so that a crash costs the one question. So what is asked in one stage is
unknown in the next: where the visible questions are asked, nobody has seen the hidden ones. What comes out is data and no
mark; whether it is right is decided outside. After the questions may come a stage of
observations, each answered by the trained agent's action.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import locks  # type: ignore[import-not-found]  # these two lie beside this file, in the sandbox too
import protocol  # type: ignore[import-not-found]
import torch

# All public names before a child is forked: each is else loaded anew in every one.
from dreamer import *  # noqa: F403
from dreamer.agent.agent import Agent
from dreamer.agent.config import make_config
from dreamer.errors import UserError
from dreamer.lab.checks.case import Case
from dreamer.lab.checks.routines import watched
from dreamer.lab.checks.runner import SECONDS, WAITING, ask
from dreamer.lab.handin import AGENT, TASK
from dreamer.parts import load_parts
from dreamer.parts.exercises import exercises
from dreamer.parts.extract import load_exercise
from dreamer.training import checkpoint
from dreamer.training.randomness import RandomStream
from dreamer.training.run_folder import load_weights

EXERCISE_SECONDS = 60.0
PLAY_SECONDS = 120.0  # for all episodes
MEMORY = 3 << 30  # bytes of resident memory of a child
LOOK = 0.05  # seconds between two counts of a child's memory
COUNTED = ("RssAnon", "RssShmem", "VmSwap", "VmPTE")  # rows of /proc/PID/status, in KB
TOO_LONG = "it took too long"
NO_ANSWER = "what it sent was no answer to the question"
ENDED = "it ended Python"
NOT_ASKED = "not asked, as another question went beyond a limit"


def main() -> None:
    _forbid_tracing()
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    torch.set_num_threads(1)
    ended = 0
    while ended == 0:
        stage = os.fork()
        if not stage:
            more = False
            try:
                more = _stage(Path(sys.argv[1]), stdin, stdout)
            finally:
                os._exit(0 if more else 1)
        ended = os.waitstatus_to_exitcode(os.waitpid(stage, 0)[1])
    if ended < 0:  # killed from outside: say so
        os._exit(128 - ended)


def _stage(folder: Path, stdin: BinaryIO, stdout: BinaryIO) -> bool:
    """Answer the questions until a message that says so, or play; whether another stage may follow."""
    asked: dict[str, list[Case]] = {}
    while message := protocol.read(stdin, 1 << 30):
        header, arrays = protocol.unpack(message)
        if "end" in header:
            break
        if "exercise" not in header:
            _play(folder, message, stdin, stdout)
            return False
        asked.setdefault(header["exercise"], []).append(_case(header, arrays))
    for exercise, cases in asked.items():
        for answer in _answers(folder, exercise, cases, (stdin, stdout)):
            stdout.write(answer)
            stdout.flush()
    return message is not None


def _forbid_tracing() -> None:
    """Let no child trace this process or reach into its memory and pipes."""
    if sys.platform == "linux":
        locks.forbid_tracing()


def _case(header: dict[str, Any], arrays: dict[str, Any]) -> Case:
    inputs = {
        name: torch.from_numpy(arrays[name]) if name in arrays else header["values"][name]
        for name in header["order"]
    }
    return Case(
        header["case"],
        header["symbol"],
        "",
        inputs,
        header["call"],
        tuple(header["wrt"]),
        repeated=header["repeated"],
    )


def _answers(folder: Path, exercise: str, cases: list[Case], ours: tuple[BinaryIO, ...]):
    """The packed answers to the questions of one exercise."""
    left, until = list(cases), time.monotonic() + EXERCISE_SECONDS
    while left:
        child = _Child(partial(_work, folder, exercise, left), ours)
        why = TOO_LONG
        while left:
            message, why = child.next(until)
            if message is None:
                break
            if not _answers_to(message, exercise, left[0]):
                why = NO_ANSWER
                break
            yield protocol.framed(message)
            left.pop(0)
        child.end()
        if left:  # died at, or could not finish, the first of them
            case = left.pop(0)
            yield _failed(exercise, case.name, why)
            late = time.monotonic() > until
            given_up = {
                other.name
                for other in left
                if late or (why != ENDED and other.symbol == case.symbol)
            }
            yield from (_failed(exercise, name, NOT_ASKED) for name in sorted(given_up))
            left = [other for other in left if other.name not in given_up]


def _answers_to(message: bytes, exercise: str, case: Case) -> bool:
    """Whether a child's message is about this question: it could send anything."""
    try:
        header, _ = protocol.unpack(message)
    except protocol.ProtocolError:
        return False
    return (header.get("exercise"), header.get("case")) == (exercise, case.name)


class _Child:
    """A forked process that runs `work`, and the messages it sends; the streams in `ours` are closed in it."""

    def __init__(self, work: Callable[[int], None], ours: tuple[BinaryIO, ...]):
        self._reader, writer = os.pipe()
        self._held = bytearray()
        self._looked = 0.0  # when its memory was counted
        self._locked = len(sys.argv) > 2
        self.pid: int
        self._keeper: int
        self.pid, self._keeper = locks.fork(int(sys.argv[2])) if self._locked else (os.fork(), 0)
        if self.pid:
            os.close(writer)
            return
        try:
            os.close(self._reader)
            for stream in ours:
                os.close(stream.fileno())
            os.setsid()
            torch.seed()  # else the children draw all the same
            work(writer)
        finally:
            os._exit(0)

    def next(self, until: float) -> tuple[bytes | None, str]:
        """Its next message; None and why where none comes.

        Never waits for it: it may begin a message and not end it.
        """
        limit = min(until, time.monotonic() + WAITING * SECONDS + 5)
        while True:
            try:
                message = protocol.take(self._held, protocol.ANSWER)
            except protocol.ProtocolError as error:
                return None, str(error)
            if message is not None:
                return message, ""
            now = time.monotonic()
            if now > self._looked + LOOK:
                self._looked = now
                memory, tasks = _held(None if self._locked else self.pid)
                if memory > MEMORY:
                    return None, f"it needed more than {MEMORY >> 30} GB of memory"
                if self._locked and tasks > locks.TASKS:  # root's are not limited by the kernel
                    return None, f"it started more than {locks.TASKS} processes and threads"
            if now > limit:
                return None, TOO_LONG
            if select.select([self._reader], [], [], LOOK)[0]:
                more = os.read(self._reader, 1 << 20)
                if not more:
                    return None, ENDED
                self._held += more

    def end(self) -> None:
        """Kill it with all that it has started."""
        os.close(self._reader)
        kills = (os.kill,) if self._locked else (os.killpg, os.kill)
        for kill in kills:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)
        os.waitpid(self._keeper or self.pid, 0)


def _work(folder: Path, exercise: str, cases: list[Case], writer: int) -> None:
    """In the child: run the cells, answer each question."""
    row = next(e for e in exercises(extra=True) if e.id == exercise)
    trouble, objects = "", {}
    try:
        objects = dict(zip(row.symbols, load_exercise(folder, row), strict=True))
    except UserError as error:
        trouble = str(error)
    endless: set[str] = set()
    for case in cases:
        if trouble:
            message = _failed(exercise, case.name, trouble)
        elif case.symbol in endless:
            message = _failed(exercise, case.name, NOT_ASKED)
        else:
            answer = ask(case, objects, run=watched)  # judged outside
            if answer.endless:
                endless.add(case.symbol)
            header = {"exercise": exercise, "case": case.name, "error": answer.error}
            if isinstance(answer.outcome, str):
                message = protocol.pack({**header, "raised": answer.outcome}, {})
            else:
                try:
                    message = protocol.pack(header, answer.outcome)
                except protocol.ProtocolError as error:
                    message = protocol.pack(
                        {**header, "raised": "WrongKind", "error": [str(error)]}, {}
                    )
        _say(writer, message)


def _say(writer: int, message: bytes) -> None:
    with open(writer, "wb", closefd=False) as stream:
        stream.write(message)


def _play(folder: Path, message: bytes | None, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Hand what is seen to a child that has the trained agent, and its actions back, until it fails."""
    until = time.monotonic() + PLAY_SECONDS
    inlet, outlet = os.pipe()
    with os.fdopen(outlet, "wb") as seen:
        child = _Child(partial(_policy, folder, inlet), (stdin, stdout, seen))
        os.close(inlet)
        while message:
            with contextlib.suppress(BrokenPipeError):
                seen.write(protocol.framed(message))
                seen.flush()
            answer, why = child.next(until)
            stdout.write(
                protocol.pack({"raised": why}, {}) if answer is None else protocol.framed(answer)
            )
            stdout.flush()
            message = answer and protocol.read(stdin, protocol.ANSWER)
        child.end()
        with contextlib.suppress(BrokenPipeError):
            seen.close()


def _policy(folder: Path, inlet: int, writer: int) -> None:
    """In the child: the first message gives the sizes of observation and action, each later one an observation."""
    seen = os.fdopen(inlet, "rb")
    header, _ = protocol.unpack(protocol.read(seen, protocol.ANSWER))
    try:
        tensors, facts = checkpoint.load(folder / AGENT)
        if not isinstance(facts, dict) or not isinstance(facts.get("config"), dict):
            raise UserError(f"{AGENT} names no settings: notebook 4 writes them")
        config = make_config(TASK, {**facts["config"], "device": "cpu"})
        world = ((header["observation"],), header["action"], False)
        agent = Agent(*world, config, load_parts(folder))
        load_weights(agent, tensors, Path(AGENT))
    except Exception as error:
        _say(writer, protocol.pack({"raised": _why(error)}, {}))
        return
    _say(writer, protocol.pack({"repeat": config.action_repeat}, {}))
    state = None
    with RandomStream(0):
        while message := protocol.read(seen, protocol.ANSWER):
            _, arrays = protocol.unpack(message)
            obs, before, is_first = (
                torch.from_numpy(arrays[name]) for name in ("obs", "action", "is_first")
            )
            if state is None or is_first.all():
                state = agent.initial(len(obs))
            try:
                action, state = agent.act(obs, before, is_first, state, explore=False)
                answer = protocol.pack({}, {"action": action.numpy()})
            except Exception as error:
                answer = protocol.pack({"raised": _why(error)}, {})
            _say(writer, answer)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {error}"


def _failed(exercise: str, case: str, why: str) -> bytes:
    header = {"exercise": exercise, "case": case, "raised": "Failed", "error": [why]}
    return protocol.pack(header, {})


def _held(pid: int | None) -> tuple[int, int]:
    """Bytes and threads that a process holds, or, without its number, all that are locked in.

    Counted is what each has for itself, what they share among themselves, what was moved to disk, and the tables that
    say where all of it lies; not what belongs to files and libraries.
    """
    total = tasks = 0
    for name in [name for name in os.listdir("/proc") if name.isdigit()] if pid is None else [pid]:
        with contextlib.suppress(OSError, ValueError):  # it may have ended meanwhile
            threads = os.listdir(f"/proc/{name}/task")
            for thread in threads:
                text = Path(f"/proc/{name}/task/{thread}/status").read_text("utf-8", "replace")
                status = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
                if pid is None and len(status["NSpid"].split()) < 2:
                    break  # one of ours
                if any(row in status for row in COUNTED):  # a thread that has ended says nothing
                    total += sum(int(status[row].split()[0]) for row in COUNTED if row in status)
                    tasks += len(threads)
                    break
    return total << 10, tasks


if __name__ == "__main__":
    main()
