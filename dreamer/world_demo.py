"""A world model alone: taught on what a walker did, and asked what comes next.

    replay = collect()                     # a walker that moves at random
    world = learn(replay, parts)           # about two minutes
    draw_open_loop(open_loop(world, replay))

No reward is sought and no actor learns: this is the RSSM and its losses by themselves.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from dreamer.config import Config, make_config
from dreamer.envs import EnvDriver
from dreamer.optim import LaProp
from dreamer.parts import Parts, State
from dreamer.progress import progress
from dreamer.randomness import RandomStream
from dreamer.replay import Replay, Step
from dreamer.world_model import WorldModel

WALKER = "dmc_walker_walk"
CONFIG: Config = make_config(WALKER, "laptop")
HEIGHT, FORWARD = 14, 15  # of the torso, and its speed, among what a walker sees


class OpenLoop(NamedTuple):
    """What happened and what was predicted, [T, O] and [T]; the model looks only until `context`."""

    context: int
    seen: Tensor
    predicted: Tensor
    reward: Tensor
    predicted_reward: Tensor


def collect(env_steps: int = 64_000, seed: int = 0) -> Replay:
    """Let walkers move at random, each action held a while so that they also get somewhere."""
    c = CONFIG
    driver = EnvDriver(WALKER, c.envs, c.action_repeat)
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
            # half of what it was and half of chance: smoother than noise, and never far from 0
            action = (0.5 * action + torch.randn_like(action)).clamp(-1, 1)
            steps = int(driver.step(action).sum())
            done += steps
            bar.update(steps)
    driver.close()
    return replay


def learn(replay: Replay, parts: Parts, updates: int = 4000, seed: int = 0) -> WorldModel:
    """A world model taught on `updates` batches of the replay."""
    c = CONFIG
    rng = np.random.default_rng(seed)
    steps = replay.sample(1, 1, rng).steps
    with RandomStream(seed), progress(updates, "updates") as bar:
        world = WorldModel(steps.obs.shape[-1], steps.action.shape[-1], c, parts)
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
            if update % 50 == 0:
                told = {name: means[name].item() for name in ("obs", "reward", "dyn")}
                bar.set_postfix({name: f"{value:.2f}" for name, value in told.items()})
    return world


@torch.no_grad()
def open_loop(
    world: WorldModel, replay: Replay, context: int = 10, horizon: int = 20, seed: int = 0
) -> OpenLoop:
    """Follow a recorded stretch for `context` steps, then dream on with the recorded actions."""
    rng = np.random.default_rng(seed)
    length = context + horizon
    while True:  # a stretch of one episode
        sample = replay.sample(1, length, rng)
        if not sample.steps.is_first.any():
            break
    steps = sample.steps
    with RandomStream(seed):
        first = (x[:, :context] for x in (world.embed(steps.obs), steps.action, steps.is_first))
        seen = world.rssm.observe(*first, sample.context)
        actions = iter(steps.action[:, context:].unbind(1))
        last = State(*(x[:, -1] for x in seen))
        dreamt, _ = world.rssm.imagine(last, lambda _: next(actions), horizon)
    features = torch.cat([world.features(seen), world.features(dreamt)[:, 1:]], 1)[0]
    return OpenLoop(
        context,
        steps.obs[0],
        world.parts.symexp(world.decoder(features)),
        steps.reward[0],
        world.reward(features),
    )


def draw_open_loop(loop: OpenLoop) -> Any:
    """The matplotlib figure: the torso's height and speed and the reward, as seen and as dreamt."""
    from dreamer.style import figure_style

    rows = {
        "height of the torso (m)": (loop.seen[:, HEIGHT], loop.predicted[:, HEIGHT]),
        "forward speed (m/s)": (loop.seen[:, FORWARD], loop.predicted[:, FORWARD]),
        "reward": (loop.reward, loop.predicted_reward),
    }
    with figure_style() as plt:
        figure, axes = plt.subplots(len(rows), 1, figsize=(7, 5.4), sharex=True)
        for ax, (name, (seen, predicted)) in zip(axes, rows.items(), strict=True):
            ax.plot(seen, color="black", linewidth=1, label="what happened")
            ax.plot(predicted, color="#0072B2", linewidth=2, label="what the model says")
            ax.axvline(loop.context - 0.5, color="#D55E00", linestyle="--", linewidth=1)
            ax.set_ylabel(name)
        axes[0].annotate(
            " eyes closed from here", (loop.context - 0.5, 1), xycoords=("data", "axes fraction")
        )
        axes[0].legend(loc="upper left")
        axes[-1].set_xlabel(f"policy steps (of {CONFIG.action_repeat * 25} ms)")
        plt.close(figure)
    return figure
