"""Worlds to act in: dm_control tasks and Gymnasium ids behind one `make_env`.

dm_control's `suite` is wrapped here rather than through Shimmy, which imports a
renderer with its first line and so fails where `MUJOCO_GL=disabled`.

    env = make_env("dmc_walker_walk", action_repeat=2)
    envs = make_envs("CartPole-v1", count=8)

Observations are flat float32 vectors, continuous actions lie in [-1, 1]. One
*env step* is one control step of the simulator, so a step with action repeat 2
counts as 2; `info["env_steps"]` says how many the last step took.
"""

from __future__ import annotations

import difflib
import functools
import os
import sys
from typing import Any, NamedTuple

import gymnasium as gym
import numpy as np
import torch
from gymnasium import spaces
from torch import Tensor

from dreamer.errors import UserError

DMC_PREFIX = "dmc_"


def make_env(name: str, action_repeat: int = 1, render_mode: str | None = None) -> gym.Env:
    """Make one environment.

    name: `dmc_{domain}_{task}` for dm_control's suite, else a Gymnasium id.
    action_repeat: how many control steps each action is held; rewards are summed.
    render_mode: `rgb_array` for an environment whose `render()` gives an image.

    Raises UserError for a name that does not exist, with the nearest names.
    """
    if name.startswith(DMC_PREFIX):
        env: gym.Env = DMControl(name, render_mode)
    else:
        try:
            env = gym.make(name, render_mode=render_mode)
        except gym.error.UnregisteredEnv:
            raise UserError(unknown_name(name, sorted(gym.registry))) from None
        except (gym.error.Error, ImportError) as error:
            raise UserError(f"Gymnasium cannot make {name!r}: {error}") from error
        env = gym.wrappers.FlattenObservation(env)
    if isinstance(env.action_space, spaces.Box):
        env = gym.wrappers.RescaleAction(env, np.float32(-1), np.float32(1))
    elif not isinstance(env.action_space, spaces.Discrete):
        raise UserError(f"{name} has actions {env.action_space}; Box and Discrete are supported")
    return ActionRepeat(env, action_repeat)


def make_envs(
    name: str, count: int, action_repeat: int = 1, render_mode: str | None = None
) -> gym.vector.SyncVectorEnv:
    """`count` environments stepped together in this process.

    An environment that ended is reset by the *next* step, whose action is ignored
    (Gymnasium's NEXT_STEP mode): no last observation is ever lost.
    """
    make = functools.partial(make_env, name, action_repeat, render_mode)
    next_step = gym.vector.AutoresetMode.NEXT_STEP
    return gym.vector.SyncVectorEnv([make] * count, autoreset_mode=next_step)


def unknown_name(name: str, known: list[str]) -> str:
    """What to tell a person who asked for `name` among `known`."""
    near = difflib.get_close_matches(name, known, n=4, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else f"for example {', '.join(known[:4])}"
    return f"unknown name {name!r}: {hint}"


class DMControl(gym.Env[np.ndarray, np.ndarray]):
    """A dm_control suite task with Gymnasium's five-value step.

    Its entries are concatenated in the task's own order. Reaching the time limit
    is truncation; termination is what dm_control signals with a discount of 0.
    """

    def __init__(self, name: str, render_mode: str | None = None):
        # dm_control asks for a window when it is imported, and warns where there is none.
        if sys.platform == "linux" and not os.environ.get("DISPLAY"):
            os.environ.setdefault("MUJOCO_GL", "disabled")
        # Imported here, so that Gymnasium's own worlds need no MuJoCo.
        from dm_control import suite

        tasks = {f"{DMC_PREFIX}{domain}_{task}": (domain, task) for domain, task in suite.ALL_TASKS}
        if name not in tasks:
            raise UserError(unknown_name(name, sorted(tasks)))
        domain, task = tasks[name]
        self._env = suite.load(domain, task)
        self.render_mode = render_mode
        self.metadata = {
            "render_modes": ["rgb_array"],
            "render_fps": 1 / self._env.control_timestep(),
        }
        size = sum(int(np.prod(spec.shape)) for spec in self._env.observation_spec().values())
        action = self._env.action_spec()
        self.observation_space = spaces.Box(-np.inf, np.inf, (size,), np.float32)
        self.action_space = spaces.Box(
            action.minimum.astype(np.float32), action.maximum.astype(np.float32), dtype=np.float32
        )

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None):
        super().reset(seed=seed)
        if seed is not None:
            # The suite keeps its generator on the task and offers no public way to reseed it.
            self._env.task._random = np.random.RandomState(seed)
        return self._flat(self._env.reset().observation), {}

    def step(self, action: np.ndarray):
        step = self._env.step(action)
        terminated = step.last() and step.discount == 0
        truncated = step.last() and not terminated
        return self._flat(step.observation), float(step.reward or 0), terminated, truncated, {}

    def render(self) -> np.ndarray:
        """uint8 [180, 240, 3]: the task's first camera."""
        return self._env.physics.render(180, 240, camera_id=0)

    @staticmethod
    def _flat(observation: dict[str, np.ndarray]) -> np.ndarray:
        return np.concatenate([np.ravel(v) for v in observation.values()]).astype(np.float32)


class ActionRepeat(gym.Wrapper):
    """Holds each action for `count` control steps, or until the episode ends."""

    def __init__(self, env: gym.Env, count: int):
        if count < 1:
            raise UserError(f"action_repeat must be at least 1, got {count}")
        super().__init__(env)
        self.count = count

    def step(self, action):
        total, steps = 0.0, 0
        for _ in range(self.count):
            obs, reward, terminated, truncated, info = self.env.step(action)
            total += float(reward)
            steps += 1
            if terminated or truncated:
                break
        return obs, total, terminated, truncated, {**info, "env_steps": steps}


def _size(space: gym.Space) -> int:
    assert space.shape is not None
    return int(np.prod(space.shape))


class Seen(NamedTuple):
    """What N environments show at one moment: obs [N, O], the rest [N]."""

    obs: Tensor
    reward: Tensor
    is_first: Tensor
    is_last: Tensor
    is_terminal: Tensor


class EnvDriver:
    """Vectorised environments as the agent meets them: tensors in, tensors out.

    observation: O numbers; action: A numbers, or A choices (one-hot) if `discrete`.
    """

    def __init__(
        self, name: str, count: int, action_repeat: int = 1, render_mode: str | None = None
    ):
        self.envs = make_envs(name, count, action_repeat, render_mode)
        self.count = count
        space = self.envs.single_action_space
        self.discrete = isinstance(space, spaces.Discrete)
        self._first_choice = int(space.start) if isinstance(space, spaces.Discrete) else 0
        self.action = int(space.n) if isinstance(space, spaces.Discrete) else _size(space)
        self.observation = _size(self.envs.single_observation_space)
        self.seen: Seen

    def reset(self, seed: int) -> None:
        """New episodes everywhere; environment i is seeded with seed + i."""
        obs, _ = self.envs.reset(seed=seed)
        nothing = np.zeros(self.count, bool)
        self._look(obs, np.zeros(self.count), ~nothing, nothing, nothing)

    def step(self, action: Tensor) -> np.ndarray:
        """Act everywhere.  [N, A] -> the env steps that each environment took, int [N]

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
        arrays = (obs.astype(np.float32), reward.astype(np.float32), is_first, is_last, is_terminal)
        self.seen = Seen(*(torch.from_numpy(array.copy()) for array in arrays))
