"""How good is a policy? Episodes, counted once each, and their statistics."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from dreamer.agent import Agent
from dreamer.envs import EnvDriver
from dreamer.progress import progress
from dreamer.randomness import RandomStream


def evaluate(
    agent: Agent,
    driver: EnvDriver,
    seed: int,
    explore: bool = False,
) -> dict[str, Any]:
    """One episode in each of the driver's environments.

    explore: sample actions as in training; otherwise the policy's mode is taken.
    Returns mean, std, median, min and max of the episode returns, the mean length
    in env steps, and the returns themselves.
    """
    driver.reset(seed)
    state, action = agent.initial(driver.count), torch.zeros(driver.count, agent.action)
    returns, lengths = np.zeros(driver.count), np.zeros(driver.count)
    running = np.ones(driver.count, bool)
    with RandomStream(seed), progress(driver.count, "episodes", leave=False) as bar:
        while running.any():
            seen = driver.seen
            action, state = agent.act(seen.obs, action, seen.is_first, state, explore)
            env_steps = driver.step(action)
            returns += running * driver.seen.reward.numpy()
            lengths += running * env_steps
            ended = running & driver.seen.is_last.numpy()
            running &= ~ended
            if ended.any():
                bar.update(int(ended.sum()))
    return {
        "episodes": driver.count,
        "mean": float(returns.mean()),
        "std": float(returns.std()),
        "median": float(np.median(returns)),
        "min": float(returns.min()),
        "max": float(returns.max()),
        "mean_length": float(lengths.mean()),
        "returns": [round(float(r), 2) for r in returns],
    }
