"""Measures how fast an update is on this machine, and compiles it where that pays.

An update is thousands of small operations, and run one by one they cost more in
their calls than in their arithmetic. `torch.compile` joins them (the learner's parts
among them) into few loops of machine code. That takes about two minutes the first time
and seconds afterwards, as torch keeps what it made.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch

from dreamer.agent.agent import Agent
from dreamer.agent.config import Config
from dreamer.agent.replay import Step
from dreamer.envs.driver import EnvDriver
from dreamer.errors import UserError
from dreamer.progress import ticking

WORTH_COMPILING = 240.0  # seconds of plain updates ahead: about twice what compiling takes


class Speed(NamedTuple):
    """Seconds of an env step and of an update; whether the update is compiled."""

    env_step: float
    update: float
    compiled: bool

    def seconds(self, env_steps: int, config: Config) -> float:
        """How long `env_steps` take, with the updates that come with them."""
        return env_steps * (self.env_step + config.updates_per_env_step * self.update)


def measure_speed(agent: Agent, driver: EnvDriver, env_steps: int) -> Speed:
    """Measure a throw-away agent, and compile its update where `env_steps` are worth it.

    Without a working compiler, or where compiled code is no faster, the update stays plain.
    """
    c = agent.config
    shape = (c.batch_size, c.batch_length)
    driver.reset(0)
    obs = torch.zeros(*shape, *driver.observation, dtype=driver.seen.obs.dtype)
    action = torch.zeros(*shape, driver.action)
    # three tensors, not one thrice: compiled code would hold the real batch to that
    flags = (torch.zeros(shape, dtype=torch.bool) for _ in range(3))
    batch = Step(obs, action, torch.zeros(shape), *flags)

    def act() -> None:
        seen, idle = driver.seen, torch.zeros(driver.count, driver.action)
        driver.step(agent.act(seen.obs, idle, seen.is_first, agent.initial(driver.count))[0])

    def update() -> None:
        agent.update(batch, agent.initial(c.batch_size))

    env_step = _seconds(act, 20) / (c.envs * c.action_repeat)
    plain = _seconds(update, 5)
    updates = env_steps * c.updates_per_env_step
    if not c.compile or updates * plain < WORTH_COMPILING:
        return Speed(env_step, plain, compiled=False)
    agent.compile_loss()
    try:
        with ticking("compiling the update (a few minutes the first time, then seconds)"):
            update()
    except Exception as error:
        reason = str(error).strip().split("\n")[0]
        print(f"note: the update cannot be compiled here and runs plainly ({reason})")
        return Speed(env_step, plain, compiled=False)
    compiled = _seconds(update, 5)
    print(f"an update takes {1000 * compiled:.0f} ms compiled, {1000 * plain:.0f} ms plain")
    return Speed(env_step, min(plain, compiled), compiled=compiled < plain)


@contextlib.contextmanager
def cpu_threads(count: int) -> Iterator[None]:
    """Let torch use `count` threads meanwhile.

    Threads that share a busy core wait for each other at every small operation: two of
    them beside one other program made an update 80 times slower than one thread.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def check_device(name: str) -> None:
    """Raise UserError where this machine lacks the device."""
    here = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not here.get(name, True):
        raise UserError(f"this machine, or this build of torch, has no {name}: leave device=cpu")


def _seconds(call: Callable[[], None], count: int) -> float:
    """Mean seconds of a call; the first, which also allocates, is left out."""
    call()
    start = time.perf_counter()
    for _ in range(count):
        call()
    return (time.perf_counter() - start) / count
