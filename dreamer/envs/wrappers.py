"""Gymnasium wrappers: action repeat, action delay, past actions in the observation, pixels."""

from __future__ import annotations

from collections import deque
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import spaces
from PIL import Image

from dreamer.envs.control_suite import DMControl
from dreamer.errors import UserError

IMAGE = 64  # pixels of a side


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


class ActionDelay(gym.Wrapper):
    """Each action reaches the world `count` policy steps after it was chosen, as on a robot with a slow bus.

    Until the first does, the world is told 0: the middle of a continuous action, the first choice of a discrete one.
    """

    def __init__(self, env: gym.Env, count: int):
        super().__init__(env)
        self.count = count

    def reset(self, **kwargs):
        nothing = np.zeros(self.action_space.shape or (), self.action_space.dtype)
        self._on_their_way = deque([nothing] * self.count)
        return self.env.reset(**kwargs)

    def step(self, action):
        self._on_their_way.append(np.array(action))
        return self.env.step(self._on_their_way.popleft())


class PastActions(gym.Wrapper):
    """Shows the last `count` actions behind the state, the newest last; choices are one-hot."""

    def __init__(self, env: gym.Env, count: int):
        super().__init__(env)
        seen = env.observation_space
        if not (isinstance(seen, spaces.Box) and len(seen.shape) == 1):
            raise UserError("past_actions are shown behind numbers: there is no place in an image")
        self._start = int(getattr(self.action_space, "start", 0))
        choices = getattr(self.action_space, "n", None)
        self._width = spaces.flatdim(self.action_space)
        self._discrete, self.count = choices is not None, count
        size = seen.shape[0] + count * self._width
        self.observation_space = spaces.Box(-np.inf, np.inf, (size,), np.float32)

    def reset(self, **kwargs):
        self._taken = deque([np.zeros(self._width, np.float32)] * self.count, self.count)
        obs, info = self.env.reset(**kwargs)
        return self._with_actions(obs), info

    def step(self, action):
        taken = np.eye(self._width)[int(action) - self._start] if self._discrete else action
        self._taken.append(np.ravel(taken).astype(np.float32))
        obs, *rest = self.env.step(action)
        return self._with_actions(obs), *rest

    def _with_actions(self, obs: np.ndarray) -> np.ndarray:
        return np.concatenate([obs, *self._taken]).astype(np.float32)


class Pixels(gym.ObservationWrapper):
    """Shows what a camera sees in place of the state: uint8 [64, 64, 3].

    Only where an agent looks is drawn: outside the action repeat.
    """

    def __init__(self, env: gym.Env):
        super().__init__(env)
        self.observation_space = spaces.Box(0, 255, (IMAGE, IMAGE, 3), np.uint8)

    def observation(self, observation: Any) -> np.ndarray:
        world = self.env.unwrapped
        if isinstance(world, DMControl):
            return world.render(IMAGE, IMAGE)
        image = Image.fromarray(np.asarray(self.env.render()))
        return np.asarray(image.resize((IMAGE, IMAGE), Image.Resampling.BOX))
