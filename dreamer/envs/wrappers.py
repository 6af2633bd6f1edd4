"""Gymnasium wrappers: actions in [-1, 1], action repeat and delay, past actions shown, pixels, no info."""

from __future__ import annotations

from collections import deque
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import spaces

from dreamer.envs.control_suite import DMControl
from dreamer.errors import UserError

IMAGE = 64  # pixels of a side


class UnitActions(gym.ActionWrapper):
    """Takes a vector in [-1, 1]; the world is told an action of its own shape and type within its bounds.

    Whole numbers have equal shares of [-1, 1].
    """

    def __init__(self, env: gym.Env):
        super().__init__(env)
        space = env.action_space
        assert isinstance(space, spaces.Box)
        self._own, self._whole = space, np.issubdtype(space.dtype, np.integer)
        self._low, self._high = (x.astype(np.float64).ravel() for x in (space.low, space.high))
        self.action_space = spaces.Box(-1, 1, self._low.shape, np.float32)

    def action(self, action: np.ndarray) -> np.ndarray:
        share = (np.asarray(action, np.float64) + 1) / 2
        told = self._low + share * (self._high - self._low + self._whole)
        told = np.clip(np.floor(told) if self._whole else told, self._low, self._high)
        return told.reshape(self._own.shape).astype(self._own.dtype)


class OnlyEnvSteps(gym.Wrapper):
    """Leaves `env_steps` of the info: what else a world says need not have the same shape at every step."""

    def reset(self, **kwargs):
        obs, _ = self.env.reset(**kwargs)
        return obs, {}

    def step(self, action):
        *rest, info = self.env.step(action)
        return *rest, {"env_steps": info["env_steps"]}


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

    Only where an agent looks is drawn: outside the action repeat. A world that cannot draw
    itself but shows images is seen through those.
    """

    def __init__(self, env: gym.Env):
        super().__init__(env)
        world = env.unwrapped
        modes = world.metadata.get("render_modes") or []
        self._draws = isinstance(world, DMControl) or "rgb_array" in modes
        if not self._draws and not is_image(env.observation_space):
            draws = f"only draws as {', '.join(modes)}" if modes else "does not draw itself"
            raise UserError(
                f"{type(world).__name__} {draws}: --obs pixels needs render_mode rgb_array"
            )
        self.observation_space = spaces.Box(0, 255, (IMAGE, IMAGE, 3), np.uint8)

    def observation(self, observation: Any) -> np.ndarray:
        world = self.env.unwrapped
        if isinstance(world, DMControl):
            return world.render(IMAGE, IMAGE)
        seen = np.asarray(self.env.render() if self._draws else observation)
        from PIL import Image  # takes a tenth of a second, and only pixels need it

        image = Image.fromarray(seen.squeeze(-1) if seen.shape[-1] == 1 else seen).convert("RGB")
        return np.asarray(image.resize((IMAGE, IMAGE), Image.Resampling.BOX))


def is_image(space: gym.Space) -> bool:
    """Whether what is seen has rows, columns and channels of bytes."""
    return isinstance(space, spaces.Box) and len(space.shape) == 3 and space.dtype == np.uint8
