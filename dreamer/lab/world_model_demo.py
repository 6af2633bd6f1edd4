"""The demo of notebook 2: a world model alone, trained on a walker that moves at random.

    replay = collect()                     # a walker that moves at random
    world = learn(replay, parts)           # minutes
    steps, before, _ = stretch(replay)
    draw_dream(dream(world, steps, before))

No reward is sought and no actor learns: this is the RSSM and its losses by themselves.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from dreamer.agent.config import Config, make_config
from dreamer.agent.optim import LaProp
from dreamer.agent.replay import Replay, Sample, Step
from dreamer.agent.world_model import WorldModel
from dreamer.envs.driver import EnvDriver, Seen
from dreamer.errors import UserError
from dreamer.parts import Parts, State
from dreamer.progress import progress
from dreamer.training.randomness import RandomStream
from dreamer.training.speed import cpu_threads

WALKER = "dmc_walker_walk"
CONFIG: Config = make_config(WALKER, "laptop")
STRETCHES = 512  # that foresight is measured on


def at_random(seen: Seen, action: Tensor) -> Tensor:
    """Half of what the action was and half of chance: smoother than noise, and never far from 0."""
    return (0.5 * action + torch.randn_like(action)).clamp(-1, 1)


def collect(
    env_steps: int = 64_000, seed: int = 0, choose: Callable[[Seen, Tensor], Tensor] = at_random
) -> Replay:
    """Let walkers move. choose: what is seen, the actions before [N, A] -> actions [N, A]"""
    c = CONFIG
    driver = EnvDriver(WALKER, c.envs, **c.env_settings)
    replay = Replay(
        c.replay_capacity, c.envs, driver.observation, driver.action, c.deter, c.stoch, c.classes
    )
    nothing = torch.zeros(c.envs, c.stoch, c.classes)
    state = State(torch.zeros(c.envs, c.deter), nothing, nothing)
    driver.reset(seed)
    action, done = torch.zeros(c.envs, driver.action), 0
    with RandomStream(seed), progress(env_steps, "env steps", leave=False) as bar:
        while done < env_steps:
            replay.add(Step(driver.seen.obs, action, *driver.seen[1:]), state)
            action = choose(driver.seen, action)
            steps = int(driver.step(action).sum())
            done += steps
            bar.update(steps)
    driver.close()
    return replay


def learn(
    replay: Replay,
    parts: Parts,
    updates: int = 4000,
    seed: int = 0,
    config: Config = CONFIG,
    seconds: float = math.inf,
) -> WorldModel:
    """A world model taught on `updates` batches of the replay, or fewer in `seconds` of the processor's time."""
    c, until = config, time.process_time() + seconds
    rng = np.random.default_rng(seed)
    steps = replay.sample(1, 1, rng).steps
    with RandomStream(seed), cpu_threads(c.threads), progress(updates, "updates") as bar:
        world = WorldModel(steps.obs.shape[2:], steps.action.shape[-1], c, parts)
        optimizer = LaProp(world.parameters(), lr=c.learning_rate, warmup=c.warmup, agc=c.agc)
        for update in range(updates):
            sample = replay.sample(c.batch_size, c.batch_length, rng)
            losses, states = world.losses(sample.steps, sample.context)
            means = {name: loss.mean() for name, loss in losses.items()}
            optimizer.zero_grad()
            torch.stack(list(means.values())).sum().backward()
            optimizer.step()
            replay.write_back(sample, states)
            bar.update()
            if time.process_time() > until:
                break
            if update % 50 == 0:
                told = {name: means[name].item() for name in ("obs", "reward", "dyn")}
                told["obs"] /= c.obs_scale  # as a squared error, not as it is weighed
                bar.set_postfix({name: f"{value:.2f}" for name, value in told.items()})
    return world


def stretch(replay: Replay, steps: int = 30, seed: int = 0) -> Sample:
    """Some consecutive steps of one episode, and the state before them: what `dream` begins with.

    Raises UserError where the replay holds fewer.
    """
    if not replay.can_sample(steps):
        raise UserError(f"the replay is too short for {steps} steps in a row: collect more")
    rng = np.random.default_rng(seed)
    while True:
        sample = replay.sample(1, steps, rng)
        if not sample.steps.is_first.any():
            return sample


@torch.no_grad()
def foresight(
    world: WorldModel, replay: Replay, looking: int = 10, horizon: int = 20, seed: int = 0
) -> tuple[Tensor, Tensor]:
    """How wrong a world model is 0 to `horizon` steps after its eyes were closed.  -> of observations, of rewards [H+1]

    Each a share of the variance of what was to be foreseen, observations in symlog space; over some 500 stretches of
    the replay, of which `looking` steps are seen and then the actions alone are known.
    """
    steps = replay.sample(STRETCHES, looking + horizon, np.random.default_rng(seed)).steps
    with RandomStream(seed):
        embed = world.embed(steps.obs[:, :looking])
        watched = world.rssm.observe(embed, steps.action[:, :looking], steps.is_first[:, :looking])
        coming = iter(steps.action[:, looking:].unbind(1))
        last = State(*(x[:, -1] for x in watched))
        dreamt, _ = world.rssm.imagine(last, lambda _: next(coming), horizon)
    whole = ~steps.is_first[:, 1:].any(1)  # an episode that ends cannot be foreseen
    features, symlog = world.features(dreamt)[whole], world.parts.symlog
    seen, reward = symlog(steps.obs[whole, looking - 1 :]), steps.reward[whole, looking - 1 :]
    drawn = symlog(world.decode(features))
    off = (drawn - seen).square().sum(-1).mean(0) / seen.var((0, 1)).sum()
    return off, (world.reward(features) - reward).square().mean(0) / reward.var()
