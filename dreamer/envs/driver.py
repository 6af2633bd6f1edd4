"""Vectorised environments with torch tensors in and out."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from gymnasium import spaces
from torch import Tensor

from dreamer.envs import make_envs


class Seen(NamedTuple):
    """What N environments show at one moment: obs [N, O] or [N, 64, 64, 3], the rest [N]."""

    obs: Tensor
    reward: Tensor
    is_first: Tensor
    is_last: Tensor
    is_terminal: Tensor


class EnvDriver:
    """Vectorised environments as the agent meets them: tensors in, tensors out.

    settings: as `make_env` takes them.
    observation: the shape of what is seen, (O,) or (64, 64, 3); action: A numbers, or A choices
    (one-hot) if `discrete`.
    """

    def __init__(self, name: str, count: int, **settings: Any):
        self.envs = make_envs(name, count, **settings)
        self.count = count
        space = self.envs.single_action_space
        self.discrete = isinstance(space, spaces.Discrete)
        self._first_choice = int(space.start) if isinstance(space, spaces.Discrete) else 0
        self.action = spaces.flatdim(space)
        self.observation = tuple(self.envs.single_observation_space.shape or ())
        self._dtype = np.uint8 if len(self.observation) == 3 else np.float32
        self.seen: Seen

    def reset(self, seed: int) -> None:
        """New episodes everywhere; environment i is seeded with seed + i."""
        obs, _ = self.envs.reset(seed=seed)
        nothing = np.zeros(self.count, bool)
        self._look(obs, np.zeros(self.count), ~nothing, nothing, nothing)

    def step(self, action: Tensor) -> np.ndarray:
        """Step every environment.  [N, A] -> the env steps that each environment took, int [N]

        An environment whose episode has ended begins a new one instead, in 0 steps.
        """
        is_first = self.seen.is_last.numpy()
        if self.discrete:
            acts = action.argmax(-1).numpy() + self._first_choice
        else:
            acts = action.clamp(-1, 1).numpy()
        obs, reward, terminated, truncated, info = self.envs.step(acts)
        self._look(obs, reward, is_first, terminated | truncated, terminated)
        return info.get("env_steps", np.zeros(self.count, int)) * ~is_first

    def close(self) -> None:
        self.envs.close()

    def _look(self, obs, reward, is_first, is_last, is_terminal) -> None:
        # copies: the vector environment writes its next observation into the same array
        arrays = (
            obs.astype(self._dtype),
            reward.astype(np.float32),
            is_first,
            is_last,
            is_terminal,
        )
        self.seen = Seen(*(torch.from_numpy(array.copy()) for array in arrays))
