"""Runs a learner's function on one question, with a time limit and its output captured.

Loops that never end, floods of print, warnings, broken names: each becomes an
answer. The notebook's random numbers are afterwards where they were.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import contextvars
import ctypes
import io
import linecache
import random
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import TypeVar

import numpy as np
import torch

from dreamer.lab.checks.case import Case, Objects, Observation, WrongKind
from dreamer.lab.checks.compare import Outcome
from dreamer.lab.checks.routines import run_case
from dreamer.parts.extract import functions
from dreamer.parts.statements import raised_by_stub

SECONDS = 5.0  # of the processor, for one question; right code needs a few milliseconds
WAITING = 2.0  # times as long may it take on the clock: other programs want the processor, too
STOPPING = 2.0  # more seconds, in which what took too long may end
KEPT = 1000  # characters of what the learner's code prints

# A part of PyTorch's text -> what is meant.
IN_OUR_WORDS = {
    "with a bool tensor is not supported": "1 minus a bool tensor is not defined: turn the flags into numbers "
    "first, .float()",
    "Tensors does not require grad": "after the call what came in needs no gradient any more: detach_() and "
    "requires_grad_(False) change the caller's own tensor, and detach() makes a new one",
}

T = TypeVar("T")


class TimeUp(BaseException):
    """The time limit is reached. A BaseException, so that a learner's `except Exception` lets it through."""


@dataclass
class Answer:
    """What came of a case: the outcome, the learner's own line where it raised, and what it printed."""

    outcome: Outcome
    error: list[str] = field(default_factory=list)
    printed: str = ""

    @property
    def stub(self) -> bool:
        return self.outcome == "NotImplementedError"

    @property
    def endless(self) -> bool:
        return self.outcome == "TimeUp"


def ask(
    case: Case,
    objects: Objects,
    seconds: float = SECONDS,
    run: Callable[[Case, Objects], Observation] = run_case,
) -> Answer:
    """One question, answered or not within `seconds`. `run` is how it is put."""
    printed = Bounded()
    with (
        _same_random_numbers(),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        try:
            answer = Answer(in_time(lambda: run(case, objects), seconds))
        except TimeUp as up:
            text = f"gave up after {seconds:.0f} seconds: is there a loop that does not end?"
            answer = Answer("TimeUp", [text, *map(str, up.args)])
        except WrongKind as error:
            answer = Answer(f"WrongKind: {error}", [str(error)])
        except (Exception, SystemExit) as error:
            answer = Answer(_name(error), _explain(error, objects))
    answer.printed = printed.text()
    return answer


class Bounded(io.TextIOBase):
    """Keeps the beginning of what is printed, and counts the rest."""

    def __init__(self) -> None:
        self._kept, self._dropped = "", 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        room = KEPT - len(self._kept)
        self._kept += text[:room]
        self._dropped += max(0, len(text) - room)
        return len(text)

    def text(self) -> str:
        more = f"\n… and {self._dropped:,} characters more" if self._dropped else ""
        return self._kept.rstrip() + more


@contextlib.contextmanager
def _same_random_numbers() -> Iterator[None]:
    python, numpy = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        with torch.random.fork_rng(devices=[]):
            yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)  # noqa: NPY002


def in_time(call: Callable[[], T], seconds: float) -> T:
    """What `call` returns.

    Raises TimeUp where it has not returned after `seconds` of the processor's time, or `WAITING`
    times as long on the clock.
    """
    if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
        with _alarm(seconds):
            return call()
    return _in_a_thread(call, seconds)


if sys.platform != "win32":  # which has no alarm clock

    @contextlib.contextmanager
    def _alarm(seconds: float) -> Iterator[None]:
        """Raise TimeUp in the body after `seconds`, and each second from then on."""

        def ring(*_) -> None:
            raise TimeUp

        clocks = (
            (signal.ITIMER_PROF, signal.SIGPROF, seconds),
            (signal.ITIMER_REAL, signal.SIGALRM, WAITING * seconds),
        )
        before = [(number, signal.signal(number, ring)) for _, number, _ in clocks]
        for clock, _, limit in clocks:
            signal.setitimer(clock, limit, 1.0)
        try:
            yield
        finally:
            for clock, _, _ in clocks:
                signal.setitimer(clock, 0)
            for number, handler in before:
                signal.signal(number, handler)


def _in_a_thread(call: Callable[[], T], seconds: float) -> T:
    """`in_time` where no alarm can ring: on Windows, and outside the main thread.

    A thread that cannot be ended, because it sleeps or catches whatever is raised, is left behind.
    """
    answer: concurrent.futures.Future[T] = concurrent.futures.Future()
    context, gradients = contextvars.copy_context(), torch.is_grad_enabled()

    def work() -> None:
        with contextlib.suppress(TimeUp, concurrent.futures.InvalidStateError):  # one that is late
            try:
                with torch.set_grad_enabled(gradients):  # torch has a switch for each thread
                    answer.set_result(context.run(call))
            except BaseException as error:
                answer.set_exception(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    done: set[concurrent.futures.Future[T]] = set()
    try:
        done, _ = concurrent.futures.wait([answer], seconds)
    finally:  # also where the learner interrupts the waiting
        ended = bool(done) or _stop(thread)
    if done:
        return answer.result()
    raise TimeUp(*([] if ended else ["it goes on in the background: restart the kernel"]))


def _stop(thread: threading.Thread) -> bool:
    """Raise TimeUp in a thread until it ends; whether it has."""
    number, tries = ctypes.c_ulong(thread.ident or 0), 10
    while thread.is_alive() and tries:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(TimeUp))
        thread.join(STOPPING / 10)
        tries -= 1
    return not thread.is_alive()


def _name(error: BaseException) -> str:
    """The exception's name; PyTorch's own NotImplementedError is called the RuntimeError that it also is."""
    if type(error) is NotImplementedError and not raised_by_stub(error):
        return "RuntimeError"
    return type(error).__name__


def _explain(error: BaseException, objects: Objects) -> list[str]:
    """The exception and the last line of the learner's own code on its way."""
    lines = [f"{type(error).__name__}: {error}".rstrip(": ")]
    lines = [said for text, said in IN_OUR_WORDS.items() if text in str(error)] or lines
    files = {code.co_filename for thing in objects.values() for code in _codes(thing)}
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in files]
    if frames:
        source = linecache.getline(frames[-1].filename, frames[-1].lineno or 0).strip()
        lines.append(f"in {frames[-1].name}, line {frames[-1].lineno} of its cell: {source}")
    for thing in objects.values():
        for code_globals in _globals(thing):
            library = code_globals.get("torch", torch)
            if library is not torch:
                lines.append(
                    f"`torch` is {type(library).__name__} in your notebook now, and not the library: "
                    "run the cell that imports it again"
                )
                return lines
    return lines


def _codes(thing: object) -> list[CodeType]:
    return [f.__code__ for f in functions(thing)]


def _globals(thing: object) -> list[dict]:
    return [f.__globals__ for f in functions(thing)]
