"""Evaluation: whole episodes of a policy, each counted once, and statistics of their returns."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from dreamer.agent.agent import Agent
from dreamer.envs.driver import EnvDriver
from dreamer.progress import progress
from dreamer.training.randomness import RandomStream

LONGEST = 10_000  # policy steps of an episode: a world without a time limit may never end one


class Actor(Protocol):
    """What `evaluate` needs of an agent, here or in another process. See `dreamer.agent.agent.Agent`."""

    action: int

    def initial(self, batch: int) -> Any: ...
    def act(
        self, obs: Tensor, action: Tensor, is_first: Tensor, state: Any, explore: bool
    ) -> tuple[Tensor, Any]: ...


def evaluate(
    agent: Actor,
    driver: EnvDriver,
    seed: int,
    explore: bool = False,
    bar: bool = True,
    longest: int = LONGEST,
) -> dict[str, Any]:
    """One episode in each of the driver's environments.

    explore: sample actions as in training; otherwise the policy's mode is taken.
    bar: show how far it is.
    longest: policy steps after which an episode that has not ended counts as far as it came.
    Returns mean, std, median, min and max of the episode returns, the mean length
    in env steps, and the returns themselves; where episodes were cut off, also `cut_off`: how many.
    """
    driver.reset(seed)
    state, action = agent.initial(driver.count), torch.zeros(driver.count, agent.action)
    returns, lengths = np.zeros(driver.count), np.zeros(driver.count)
    running = np.ones(driver.count, bool)
    with RandomStream(seed), progress(driver.count, "episodes", leave=False, show=bar) as done:
        for _ in range(longest):
            seen = driver.seen
            action, state = agent.act(seen.obs, action, seen.is_first, state, explore)
            env_steps = driver.step(action)
            returns += running * driver.seen.reward.numpy()
            lengths += running * env_steps
            ended = running & driver.seen.is_last.numpy()
            running &= ~ended
            if ended.any():
                done.update(int(ended.sum()))
            if not running.any():
                break
    cut_off = int(running.sum())
    if cut_off:
        print(
            f"note: {cut_off} of {driver.count} episodes had not ended after {longest:,} policy steps "
            "and count up to there",
            flush=True,
        )
    return {
        **statistics(returns),
        "mean_length": float(lengths.mean()),
        **({"cut_off": cut_off} if cut_off else {}),
    }


def statistics(returns: np.ndarray) -> dict[str, Any]:
    """How many episodes' returns, their mean, std, median, min and max, and themselves."""
    return {
        "episodes": len(returns),
        "mean": float(returns.mean()),
        "std": float(returns.std()),
        "median": float(np.median(returns)),
        "min": float(returns.min()),
        "max": float(returns.max()),
        "returns": [round(float(r), 2) for r in returns],
    }


@torch.no_grad()
def reconstruction_quality(
    agent: Agent, driver: EnvDriver, seed: int, steps: int = 50
) -> dict[str, float]:
    """How well the world model draws what the agent sees on its way: mean SSIM and PSNR (dB).

    Of `steps` images in each of the driver's environments, from the state after having looked. By
    scikit-image, with its own window of 7×7 for SSIM, as the figures of others are.
    """
    from skimage.metrics import peak_signal_noise_ratio, structural_similarity  # imports slowly

    driver.reset(seed)
    state, action = agent.initial(driver.count), torch.zeros(driver.count, agent.action)
    ssim, psnr = [], []
    with RandomStream(seed), progress(steps, "images", leave=False) as bar:
        for _ in range(steps):
            seen = driver.seen
            action, state = agent.act(seen.obs, action, seen.is_first, state, explore=False)
            drawn = agent.world_model.decode(agent.world_model.features(state)).cpu().numpy()
            for true, image in zip(seen.obs.numpy() / np.float32(255), drawn, strict=True):
                ssim.append(structural_similarity(true, image, channel_axis=-1, data_range=1.0))
                psnr.append(peak_signal_noise_ratio(true, image, data_range=1.0))
            driver.step(action)
            bar.update()
    return {"ssim": float(np.mean(ssim)), "psnr": float(np.mean(psnr))}
