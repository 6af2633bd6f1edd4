"""Runs inside the sandbox: reads questions, asks the student's functions, gives back arrays.

    python inside.py NOTEBOOKS    questions on stdin, answers on stdout

The process that reads and writes never runs a student's line: a forked child does, one
for each exercise, and another where it dies, so that a crash costs the one question. What it
says is data and no mark; whether it is right is decided outside. After the questions (and a message
that says so) may come observations, each answered by the trained agent's action.
"""

from __future__ import annotations

import contextlib
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import torch
import wire  # type: ignore[import-not-found]  # lies beside this file, in the sandbox too

from dreamer import checkpoint
from dreamer.agent import Agent
from dreamer.checks.ask import ask
from dreamer.checks.observe import Case
from dreamer.config import make_config
from dreamer.errors import UserError
from dreamer.handin import AGENT, TASK
from dreamer.parts import exercises, load_exercise, load_parts
from dreamer.randomness import RandomStream
from dreamer.runs import load_weights

QUESTION_SECONDS = 5.0  # as in the learner's own check
EXERCISE_SECONDS = 60.0
PLAY_SECONDS = 120.0  # for all episodes
MEMORY = 3 << 30  # bytes of resident memory of a child
WRITTEN = 32 << 20  # bytes of a file
PROCESSES = 64
TOO_LONG = "it took too long"
NOT_ASKED = "not asked, as another question took too long"


def main() -> None:
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    torch.set_num_threads(1)
    folder = Path(sys.argv[1])
    asked: dict[str, list[Case]] = {}
    while message := wire.read(stdin, 1 << 30):
        header, arrays = wire.unpack(message)
        if "exercise" not in header:
            break
        asked.setdefault(header["exercise"], []).append(_case(header, arrays))
    for exercise, cases in asked.items():
        for answer in _answers(folder, exercise, cases, (stdin, stdout)):
            stdout.write(answer)
            stdout.flush()
    _play(folder, stdin, stdout)


def _case(header: dict[str, Any], arrays: dict[str, Any]) -> Case:
    inputs = {
        name: torch.from_numpy(arrays[name]) if name in arrays else header["values"][name]
        for name in header["order"]
    }
    return Case(header["case"], header["symbol"], "", inputs, header["call"], tuple(header["wrt"]))


def _answers(folder: Path, exercise: str, cases: list[Case], ours: tuple[BinaryIO, ...]):
    """The packed answers to the questions of one exercise."""
    left, until = list(cases), time.monotonic() + EXERCISE_SECONDS
    while left:
        reader, pid = _fork(partial(_work, folder, exercise, left), ours)
        why = TOO_LONG
        with os.fdopen(reader, "rb") as answers:
            while left:
                message, why = _next(answers, pid, until)
                if message is None:
                    break
                yield message
                left.pop(0)
        _end(pid)
        if left:  # died at, or could not finish, the first of them
            case = left.pop(0)
            yield _failed(exercise, case.name, why)
            late = time.monotonic() > until
            given_up = {
                other.name
                for other in left
                if late or (why == TOO_LONG and other.symbol == case.symbol)
            }
            yield from (_failed(exercise, name, NOT_ASKED) for name in sorted(given_up))
            left = [other for other in left if other.name not in given_up]


def _fork(work: Callable[[int], None], ours: tuple[BinaryIO, ...]) -> tuple[int, int]:
    """A child that works, and answers into a pipe of its own; `ours` is closed to it."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return reader, pid
    try:
        os.close(reader)
        for stream in ours:
            os.close(stream.fileno())
        os.setsid()
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        work(writer)
    finally:
        os._exit(0)


def _work(folder: Path, exercise: str, cases: list[Case], writer: int) -> None:
    """In the child: run the cells, answer each question."""
    row = next(e for e in exercises() if e.id == exercise)
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
            answer = ask(case, objects, QUESTION_SECONDS)
            if answer.endless:
                endless.add(case.symbol)
            header = {"exercise": exercise, "case": case.name, "error": answer.error}
            if isinstance(answer.outcome, str):
                message = wire.pack({**header, "raised": answer.outcome}, {})
            else:
                try:
                    message = wire.pack(header, answer.outcome)
                except wire.WireError as error:
                    message = wire.pack(
                        {**header, "raised": "WrongKind", "error": [str(error)]}, {}
                    )
        _say(writer, message)


def _say(writer: int, message: bytes) -> None:
    with open(writer, "wb", closefd=False) as stream:
        stream.write(message)


def _play(folder: Path, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Hand what is seen to a child that has the trained agent, and its actions back, until it fails."""
    message = wire.read(stdin, wire.ANSWER)
    if message is None:
        return
    until = time.monotonic() + PLAY_SECONDS
    inlet, outlet = os.pipe()
    with os.fdopen(outlet, "wb") as seen:
        reader, pid = _fork(partial(_policy, folder, inlet), (stdin, stdout, seen))
        os.close(inlet)
        with os.fdopen(reader, "rb") as actions:
            while message:
                with contextlib.suppress(BrokenPipeError):
                    seen.write(wire.framed(message))
                    seen.flush()
                answer, why = _next(actions, pid, until)
                stdout.write(answer or wire.pack({"raised": why}, {}))
                stdout.flush()
                message = answer and wire.read(stdin, wire.ANSWER)
        _end(pid)
        with contextlib.suppress(BrokenPipeError):
            seen.close()


def _policy(folder: Path, inlet: int, writer: int) -> None:
    """In the child: the first message says how wide the world is, each other one what is seen."""
    seen = os.fdopen(inlet, "rb")
    header, _ = wire.unpack(wire.read(seen, wire.ANSWER))
    try:
        tensors, facts = checkpoint.load(folder / AGENT)
        if not isinstance(facts, dict) or not isinstance(facts.get("config"), dict):
            raise UserError(f"{AGENT} names no settings: notebook 4 writes them")
        config = make_config(TASK, {**facts["config"], "device": "cpu"})
        world = (header["observation"], header["action"], False)
        agent = Agent(*world, config, load_parts(folder))
        load_weights(agent, tensors, Path(AGENT))
    except Exception as error:
        _say(writer, wire.pack({"raised": _why(error)}, {}))
        return
    _say(writer, wire.pack({"repeat": config.action_repeat}, {}))
    state, action = None, torch.zeros(0)
    with RandomStream(0):
        while message := wire.read(seen, wire.ANSWER):
            _, arrays = wire.unpack(message)
            obs, is_first = torch.from_numpy(arrays["obs"]), torch.from_numpy(arrays["is_first"])
            if state is None:
                state, action = agent.initial(len(obs)), torch.zeros(len(obs), header["action"])
            try:
                action, state = agent.act(obs, action, is_first, state, explore=False)
                answer = wire.pack({}, {"action": action.numpy()})
            except Exception as error:
                answer = wire.pack({"raised": _why(error)}, {})
            _say(writer, answer)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {error}"


def _failed(exercise: str, case: str, why: str) -> bytes:
    header = {"exercise": exercise, "case": case, "raised": "Failed", "error": [why]}
    return wire.pack(header, {})


def _next(answers: Any, pid: int, until: float) -> tuple[bytes | None, str]:
    """The child's next answer, with its length; None and why where none comes."""
    limit = min(until, time.monotonic() + 2 * QUESTION_SECONDS + 5)
    while True:
        if _resident(pid) > MEMORY:
            return None, f"it needed more than {MEMORY >> 30} GB of memory"
        if _processes() > PROCESSES:
            return None, f"it started more than {PROCESSES} processes"
        if time.monotonic() > limit:
            return None, TOO_LONG
        if select.select([answers], [], [], 0.05)[0]:
            break
    try:
        message = wire.read(answers, wire.ANSWER)
    except wire.WireError as error:
        return None, str(error)
    if message is None:
        return None, "it ended Python"
    return wire.framed(message), ""


def _resident(pid: int) -> int:
    """Bytes of memory that a process and its children hold; 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def _processes() -> int:
    """How many there are in the sandbox; 0 where the sandbox has no numbers of its own."""
    return sum(name.isdigit() for name in os.listdir("/proc")) if os.getpid() == 1 else 0


def _end(pid: int) -> None:
    """Kill a child with all that it has started."""
    if os.getpid() == 1:  # then all others are students' processes, whoever's children they are now
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
    else:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with contextlib.suppress(ChildProcessError):
        while os.getpid() == 1:
            os.waitpid(-1, 0)


if __name__ == "__main__":
    main()
