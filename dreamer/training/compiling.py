"""Compiles the update in a second process, while the plain one learns from the first moment on.

    faster = FasterUpdates(agent, observation, discrete, updates=10_000, per_update=0.08)
    metrics, states = faster.update(steps, context, left=10_000)
    faster.forecast.seconds(9_999)

`torch.compile` joins the thousands of small operations of an update (the learner's parts among them)
into few loops of machine code. That takes minutes. So the second process does it, stage by stage,
on an agent of its own, and torch's cache on disk hands the machine code over: here a stage then takes
seconds. What an interrupted run had finished stays in that cache.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dreamer.agent.agent import Agent
from dreamer.agent.config import Config
from dreamer.agent.replay import Step, some_batch
from dreamer.cores import available_cores, low_priority
from dreamer.errors import NotFinite, UserError
from dreamer.parts import State, load_parts
from dreamer.progress import tell
from dreamer.training.speed import one_round
from dreamer.training.threads import ThreadChoice, may_choose


class Stage(NamedTuple):
    """A unit of `Agent` to compile: about how long that takes, and by which factor updates become faster.

    takes: in plain updates, so that it holds on fast machines and slow ones.
    """

    unit: str
    takes: float
    factor: float


# The order in which they pay: much gained for little compiling first.
STAGES = {
    "cpu": (
        Stage("dream", 700, 0.83),
        Stage("behavior", 450, 0.86),
        Stage("world_model", 1300, 0.73),
    ),
    "cuda": (Stage("loss", 2000, 0.3),),  # one graph of kernels; never measured
}


def stages_of(config: Config) -> tuple[Stage, ...]:
    """What is compiled for an agent. All of the loss at once only where every update is of all of it, and none of it
    is held still meanwhile: a graph cannot switch gradients on and off."""
    whole = not config.through_dream and config.behavior_every == 1
    device = "cpu" if config.device == "cuda" and not whole else config.device
    return STAGES.get(device, ())


LOADING = 0.1  # of the time that compiling took: to take it over from the cache, at most
SHARED_CORE = 3.0  # times as many updates must lie ahead where compiling has no core of its own


class Compiled(NamedTuple):
    """What the second process says of a stage: seconds that it took, and of a round of updates before and after."""

    unit: str
    took: float
    before: float
    after: float


class BackgroundCompiler:
    """The second process, seen from the first. Its failure is told, and harms nothing."""

    def __init__(self, request: dict[str, Any], threads: int):
        cores = available_cores()
        env = {**os.environ, "TORCHINDUCTOR_COMPILE_THREADS": str(max(1, cores - threads))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dreamer.training.compiling"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            encoding="utf-8",
            **low_priority(),
        )
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended already, which `ready` will notice
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        self._said: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()
        self.ended = False

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._said.put(json.loads(line))
        self._said.put({"ended": True})

    def ready(self) -> list[Compiled]:
        """The stages that have been finished since the last call.

        Raises UserError, once, where it cannot compile.
        """
        found = []
        while not self._said.empty():
            said = self._said.get()
            self.ended |= "ended" in said
            if "failed" in said:
                raise UserError(said["failed"])
            if "unit" in said:
                found.append(Compiled(**said))
        return found

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what was not yet read does not matter
                pipe.close()  # type: ignore[union-attr]


class FasterUpdates:
    """`agent.update`, plain at first, and compiled stage by stage where that pays.

    updates: how many lie ahead; per_update: seconds of one, plain, with the env steps that earn it.
    """

    def __init__(
        self,
        agent: Agent,
        observation: tuple[int, ...],
        discrete: bool,
        updates: float,
        per_update: float,
    ):
        self._agent = agent
        self._compiler = _begin(agent, observation, discrete, updates)
        stages = stages_of(agent.config) if self._compiler else ()
        self.forecast = Forecast(per_update, stages)
        self._last = time.perf_counter()
        # compiled code comes with a choice of threads; both may change the last digits of a number
        choose = self._compiler is not None and may_choose(
            agent.config.threads, agent.config.device
        )
        self._threads = ThreadChoice() if choose else None
        self._round = 0.0  # seconds of the updates since the last of actor and critic

    def update(
        self, steps: Step, context: State, left: float, behavior: bool = True
    ) -> tuple[dict[str, Tensor], State]:
        """As `agent.update`; `left` updates lie ahead."""
        new = self._take_over(left)
        start = time.perf_counter()
        try:
            result = self._agent.update(steps, context, behavior)
        except Exception as error:
            if not new or isinstance(error, NotFinite):
                raise
            for unit in new:
                self._agent.run_plainly(unit)
            self._stay_plain(_first_line(error))
            result = self._agent.update(steps, context, behavior)
        now = time.perf_counter()
        if not new:  # what loading takes says nothing of the updates to come
            self.forecast.measured(now - self._last)
            self._round += now - start
        self._last = now
        if behavior:
            if self._threads and not new:
                self._threads.round_took(self._round)
            self._round = 0.0
        return result

    def _take_over(self, left: float) -> list[str]:
        """Let the agent run what has been compiled meanwhile, where the updates that are left pay for loading it."""
        new: list[str] = []
        if self._compiler is None:
            return new
        try:
            for stage in self._compiler.ready():
                saves = left * self.forecast.per_update * (1 - stage.after / stage.before)
                used = saves > LOADING * stage.took
                self.forecast.finished(stage, used)
                if used:
                    self._agent.compile_unit(stage.unit)
                    new.append(stage.unit)
        except UserError as error:
            self._stay_plain(str(error))
        if self._compiler and self._compiler.ended:
            self.close()
        return new

    def _stay_plain(self, reason: str) -> None:
        tell(f"note: the update cannot be compiled here and runs plainly ({reason})")
        self.close()

    def close(self) -> None:
        """Stop compiling; what runs compiled goes on so."""
        if self._compiler:
            self._compiler.close()
        self._compiler = None
        self.forecast.nothing_more()


def _begin(
    agent: Agent, observation: tuple[int, ...], discrete: bool, updates: float
) -> BackgroundCompiler | None:
    """Compile where the `updates` ahead are worth it, and the parts can be read from their notebooks anew."""
    c, parts = agent.config, agent.parts
    stages = stages_of(c)
    if not (c.compile and parts.source and stages):
        return None
    spare = available_cores() - c.threads
    if updates < stages[0].takes * (1 if spare > 0 else SHARED_CORE):
        return None
    request = {
        "config": dataclasses.asdict(c),
        "observation": observation,
        "action": agent.action,
        "discrete": discrete,
        "source": parts.source,
        "digests": parts.digests,
        "nice": 5 if spare > 0 else 0,
    }
    return BackgroundCompiler(request, c.threads)


class Forecast:
    """How long updates will take as stages take over; mended by what is measured on the way.

    per_update: seconds of an update with the env steps that earn it.
    """

    def __init__(self, per_update: float, stages: tuple[Stage, ...] = ()):
        self.per_update = self._plain = per_update
        self._waiting = list(stages)
        self._pace = 1.0  # measured over expected time of compiling
        self._since = time.perf_counter()

    def measured(self, seconds: float) -> None:
        """Take in how long one update more has taken."""
        self.per_update += 0.02 * (seconds - self.per_update)

    def finished(self, stage: Compiled, used: bool) -> None:
        """Take in a stage that was compiled, whether it is used or not."""
        (expected,) = (s for s in self._waiting if s.unit == stage.unit)
        self._waiting.remove(expected)
        self._pace = stage.took / (expected.takes * self._plain)
        self._since = time.perf_counter()
        if used:
            self.per_update *= stage.after / stage.before

    def nothing_more(self) -> None:
        """No stage is being compiled any more."""
        self._waiting.clear()

    def seconds(self, updates: float) -> float:
        """Of `updates` more."""
        total, per_update = 0.0, self.per_update
        elapsed = time.perf_counter() - self._since
        for stage in self._waiting:
            takes = max(0.0, stage.takes * self._plain * self._pace - elapsed)
            elapsed = 0.0
            done = min(updates, takes / per_update)
            total += done * per_update
            updates -= done
            per_update *= stage.factor
        return total + updates * per_update


# ---- in the second process


def main() -> None:
    """Read a request from stdin; print a JSON line for each stage. Ends with the process that asked."""
    request = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(request["nice"])
    answers, sys.stdout = sys.stdout, sys.stderr  # a learner's cell may print

    def say(said: dict[str, Any]) -> None:
        print(json.dumps(said), file=answers, flush=True)

    try:
        _compile(request, say)
    except Exception as error:
        say({"failed": _first_line(error)})


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__


def _end_with_parent() -> None:
    sys.stdin.read()  # until the other end is closed
    os._exit(0)


def _compile(request: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> None:
    parts = load_parts(*request["source"])
    if parts.digests != request["digests"]:
        return  # a notebook was changed meanwhile: what is made of it would not be found
    c = Config(**request["config"])
    torch.set_num_threads(c.threads)
    observation = tuple(request["observation"])
    agent = Agent(observation, request["action"], request["discrete"], c, parts)
    agent.to(agent.device)
    batch = some_batch(c.batch_size, c.batch_length, observation, request["action"])

    def seconds() -> float:
        start = time.perf_counter()
        one_round(agent, batch)
        return time.perf_counter() - start

    seconds()
    before = min(seconds() for _ in range(5))
    for stage in stages_of(c):
        agent.compile_unit(stage.unit)
        took = seconds()
        after = min(seconds() for _ in range(5))
        say(Compiled(stage.unit, took, before, after)._asdict())
        before = after


if __name__ == "__main__":
    main()
