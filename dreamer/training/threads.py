"""A second thread for the update while a core is idle, and one alone as soon as it is not.

Two threads on idle cores take a fifth off the time of a compiled update (benchmarks/README.md). Beside a busy program they
wait for each other at every small operation, up to 80 times as long as one takes. So two are tried where a core
is idle, compared with one, and given up when they no longer pay.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import deque
from collections.abc import Callable

import psutil
import torch

from dreamer.cores import available_cores

MOST = 2  # more were not measured
ROUNDS = 8  # whose median is compared
PAYS = 0.97  # of what one thread takes, at most
HOPELESS = 3.0  # times what one thread takes, twice in a row: given up at once
IDLE = 0.7  # of a core, at least
LOOK_SECONDS = 2.0  # between looks at the cores
LONGEST_WAIT = 600.0  # seconds until the next trial


class ThreadChoice:
    """Sets torch's number of threads by what rounds of updates take.

    idle_cores, set_threads and clock stand for the machine's.
    """

    def __init__(
        self,
        idle_cores: Callable[[], float] | None = None,
        set_threads: Callable[[int], None] = torch.set_num_threads,
        clock: Callable[[], float] = time.perf_counter,
    ):
        self._idle_cores, self._set_threads, self._clock = (
            idle_cores or IdleCores(),
            set_threads,
            clock,
        )
        self.threads = 1
        self._took: deque[float] = deque(maxlen=ROUNDS)  # seconds of the last rounds
        self._alone = 0.0  # seconds of a round with one thread
        self._wait = LOOK_SECONDS
        self._next_look = clock() + LOOK_SECONDS
        self._loaded = {1}  # compiled code is loaded anew for each number of threads, once
        self._loading = False

    def round_took(self, seconds: float) -> None:
        """Take in the seconds of a round of updates (`one_round`)."""
        if self._loading:
            self._loading = False
            return
        self._took.append(seconds)
        whole = len(self._took) == ROUNDS
        median = statistics.median(self._took)
        if self.threads > 1:
            hopeless = (
                len(self._took) > 1 and min(self._took[-1], self._took[-2]) > HOPELESS * self._alone
            )
            if hopeless or (whole and median > PAYS * self._alone):
                self._wait = min(2 * self._wait, LONGEST_WAIT)
                self._next_look = self._clock() + self._wait
                self._use(1)
            elif whole:
                self._wait = LOOK_SECONDS
        elif whole and self._clock() >= self._next_look:
            self._next_look = self._clock() + LOOK_SECONDS
            if self._idle_cores() >= IDLE:
                self._alone = median
                self._use(MOST)

    def _use(self, threads: int) -> None:
        self.threads = threads
        self._set_threads(threads)
        self._loading = threads not in self._loaded
        self._loaded.add(threads)
        self._took.clear()


class IdleCores:
    """How many of this machine's cores were idle since the last call, in all."""

    def __init__(self) -> None:
        psutil.cpu_percent()  # its first answer means nothing

    def __call__(self) -> float:
        return (os.cpu_count() or 1) * (1 - psutil.cpu_percent() / 100)


def may_choose(threads: int, device: str) -> bool:
    """Whether a run may take a second thread: it computes on the CPU, has a core to spare, and asked for one."""
    return device == "cpu" and threads == 1 and available_cores() >= MOST
