"""A run's wall clock: goes on after a resume, stands still while the process is paused.

A run's wall-clock time is a result that people compare. Ctrl-Z (SIGTSTP) stops a
training process and `fg` continues it; those minutes are not training time.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time


class Stopwatch:
    """Seconds since it was made, plus `seconds` of earlier sessions, less pauses."""

    def __init__(self, seconds: float = 0.0):
        self._start = time.perf_counter() - seconds
        if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTSTP, self._pause)

    def __call__(self) -> float:
        return time.perf_counter() - self._start

    def _pause(self, *_) -> None:
        stopped = time.perf_counter()
        if sys.platform != "win32":  # which has no Ctrl-Z
            os.kill(os.getpid(), signal.SIGSTOP)  # returns when SIGCONT comes
        self._start += time.perf_counter() - stopped
