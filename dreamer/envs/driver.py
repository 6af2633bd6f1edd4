"""Vectorised environments with torch tensors in and out."""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from gymnasium import spaces
from torch import Tensor

from dreamer.envs import make_envs
from dreamer.errors import UserError, WorldError


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

    `reset` and `step` raise WorldError, of one line, where the world fails or shows a number that
    is not finite; `seen` is then what it was.
    """

    def __init__(self, name: str, count: int, **settings: Any):
        self.envs = make_envs(name, count, **settings)
        self.name, self.count = name, count
        self._taken = np.zeros(count, int)  # env steps of each episode
        space = self.envs.single_action_space
        self.discrete = isinstance(space, spaces.Discrete)
        self._first_choice = int(space.start) if isinstance(space, spaces.Discrete) else 0
        self.action = spaces.flatdim(space)
        self.observation = tuple(self.envs.single_observation_space.shape or ())
        self._dtype = np.uint8 if len(self.observation) == 3 else np.float32
        self.seen: Seen

    def reset(self, seed: int) -> None:
        """New episodes everywhere; environment i is seeded with seed + i."""
        with self._failures():
            obs, _ = self.envs.reset(seed=seed)
        self._taken[:] = 0
        nothing = np.zeros(self.count, bool)
        self._look(obs, np.zeros(self.count), ~nothing, nothing, nothing)

    def step(self, action: Tensor) -> np.ndarray:
        """Step every environment.  [N, A] -> the env steps that each environment took, int [N]

        An environment whose episode has ended begins a new one instead, in 0 steps.
        """
        if not action.isfinite().all():
            which = int((~action.isfinite()).any(-1).nonzero()[0])
            chosen = action[which].tolist()
            raise UserError(f"the agent chose {chosen} in environment {which}: not all is finite")
        is_first = self.seen.is_last.numpy()
        if self.discrete:
            acts = action.argmax(-1).numpy() + self._first_choice
        else:
            acts = action.clamp(-1, 1).numpy()
        with self._failures():
            obs, reward, terminated, truncated, info = self.envs.step(acts)
        env_steps = info.get("env_steps", np.zeros(self.count, int)) * ~is_first
        self._taken = self._taken * ~is_first + env_steps
        self._look(obs, reward, is_first, terminated | truncated, terminated)
        return env_steps

    def close(self) -> None:
        self.envs.close()

    def _look(self, obs, reward, is_first, is_last, is_terminal) -> None:
        with np.errstate(over="ignore"):  # what float32 cannot hold is told below
            numbers = (obs.astype(self._dtype), reward.astype(np.float32))
        self._check(*numbers)
        # copies: the vector environment writes its next observation into the same array
        arrays = (*numbers, is_first, is_last, is_terminal)
        self.seen = Seen(*(torch.from_numpy(array.copy()) for array in arrays))

    def _check(self, obs: np.ndarray, reward: np.ndarray) -> None:
        """Raise WorldError where a number that was seen is not finite in float32."""
        if np.isfinite(obs).all() and np.isfinite(reward).all():
            return
        numbers = np.concatenate([obs.reshape(self.count, -1), reward[:, None]], 1)
        which, index = np.argwhere(~np.isfinite(numbers))[0]
        where = (
            f"at index {index} of an observation" if index < numbers.shape[1] - 1 else "as reward"
        )
        raise WorldError(
            f"the world {self.name} gave {numbers[which, index]} {where}, "
            f"at env step {self._taken[which]} of the episode in environment {which}"
        )

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Whatever the world's code raises becomes a WorldError."""
        try:
            yield
        except UserError:
            raise
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            where = _place(error, self.envs.envs[0].unwrapped)
            raise WorldError(f"the world {self.name} failed: {reason} ({where})") from error


def _place(error: Exception, world: object) -> str:
    """The line at which an error left the world's own file, or that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    module = type(world).__module__
    own = getattr(sys.modules.get(module), "__file__", None)
    if module.partition(".")[0] == __name__.partition(".")[0]:
        own = None  # dm_control's worlds, in a wrapper of ours
    frame = next((f for f in reversed(frames) if f.filename == own), frames[-1])
    return f"{Path(frame.filename).name}, line {frame.lineno}"
