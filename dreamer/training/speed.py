"""Measures how fast env steps and plain updates are on this machine, and sees to its devices and threads."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch

from dreamer.agent.agent import Agent
from dreamer.agent.config import Config
from dreamer.agent.replay import Step, some_batch
from dreamer.envs.driver import EnvDriver
from dreamer.errors import UserError


class Speed(NamedTuple):
    """Seconds of an env step, and of a plain update."""

    env_step: float
    update: float

    def per_update(self, config: Config) -> float:
        """Seconds of an update with the env steps that earn it."""
        return self.update + self.env_step / config.updates_per_env_step

    def seconds(self, env_steps: int, config: Config) -> float:
        """How long `env_steps` take, with the updates that come with them."""
        return env_steps * config.updates_per_env_step * self.per_update(config)


def measure_speed(agent: Agent, driver: EnvDriver) -> Speed:
    """Measure with a throw-away agent: its weights change."""
    c = agent.config
    driver.reset(0)
    batch = some_batch(c.batch_size, c.batch_length, driver.observation, driver.action)

    def act() -> None:
        seen, idle = driver.seen, torch.zeros(driver.count, driver.action)
        driver.step(agent.act(seen.obs, idle, seen.is_first, agent.initial(driver.count))[0])

    env_step = _seconds(act, 20) / (c.envs * c.action_repeat)
    return Speed(env_step, _seconds(lambda: one_round(agent, batch), 5) / c.behavior_every)


def one_round(agent: Agent, batch: Step) -> None:
    """As many updates as come with one of actor and critic, which is the last of them."""
    c = agent.config
    for number in range(1, c.behavior_every + 1):
        agent.update(batch, agent.initial(c.batch_size), number == c.behavior_every)


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
