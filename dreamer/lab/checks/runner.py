"""Runs a learner's function on one question, with a time limit and its output captured.

Loops that never end, floods of print, warnings, broken names: each becomes an
answer. The notebook's random numbers are afterwards where they were.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import linecache
import random
import signal
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import CodeType

import numpy as np
import torch

from dreamer.lab.checks.case import Case, Objects, WrongKind, run_case
from dreamer.lab.checks.compare import Outcome
from dreamer.parts.extract import functions

SECONDS = 5.0  # for one question; right code needs a few milliseconds
KEPT = 1000  # characters of what the learner's code prints


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


def ask(case: Case, objects: Objects, seconds: float = SECONDS) -> Answer:
    """One question, answered or not within `seconds`."""
    printed = Bounded()
    with (
        _same_random_numbers(),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        try:
            with time_limit(seconds):
                answer = Answer(run_case(case, objects))
        except TimeUp:
            text = f"gave up after {seconds:.0f} seconds: is there a loop that does not end?"
            answer = Answer("TimeUp", [text])
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


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeUp in the body after `seconds`, and each second from then on."""
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        with _time_limit_by_thread(seconds):
            yield
        return

    def ring(*_) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _time_limit_by_thread(seconds: float) -> Iterator[None]:
    """As above where there is no alarm clock (Windows, or outside the main thread)."""
    thread = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    timer = threading.Timer(seconds, lambda: raise_in(thread, ctypes.py_object(TimeUp)))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _name(error: BaseException) -> str:
    """The exception's name; PyTorch's own NotImplementedError counts as the RuntimeError that it was before 2.14."""
    if type(error) is NotImplementedError and error.args:  # the released stub has no text
        return "RuntimeError"
    return type(error).__name__


def _explain(error: BaseException, objects: Objects) -> list[str]:
    """The exception and the last line of the learner's own code on its way."""
    lines = [f"{type(error).__name__}: {error}".rstrip(": ")]
    if "with a bool tensor is not supported" in str(error):
        lines = [
            "1 minus a bool tensor is not defined: turn the flags into numbers first, .float()"
        ]
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
