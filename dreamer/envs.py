"""Worlds to act in: dm_control tasks and Gymnasium ids behind one `make_env`.

dm_control's `suite` is wrapped here rather than through Shimmy, which imports a
renderer with its first line and so fails where `MUJOCO_GL=disabled`.

    env = make_env("dmc_walker_walk", action_repeat=2)
    env = make_env("dmc_walker_walk", obs="pixels")
    envs = make_envs("CartPole-v1", count=8)

Observations are flat float32 vectors, or uint8 images [64, 64, 3]; continuous actions lie in
[-1, 1]. One *env step* is one control step of the simulator, so a step with action repeat 2
counts as 2; `info["env_steps"]` says how many the last step took.
"""

from __future__ import annotations

import difflib
import functools
import os
import sys
from collections import deque
from typing import Any, NamedTuple

import gymnasium as gym
import numpy as np
import torch
from gymnasium import spaces
from PIL import Image
from torch import Tensor

from dreamer.errors import UserError
from dreamer.rendering import draws, use_renderer

DMC_PREFIX = "dmc_"
IMAGE = 64  # pixels of a side


def make_env(
    name: str,
    action_repeat: int = 1,
    render_mode: str | None = None,
    obs: str = "state",
    action_delay: int = 0,
    observation_lag: int = 0,
    past_actions: int = 0,
) -> gym.Env:
    """Make one environment.

    name: `dmc_{domain}_{task}` for dm_control's suite, else a Gymnasium id.
    action_repeat: how many control steps each action is held; rewards are summed.
    render_mode: `rgb_array` for an environment whose `render()` gives an image.
    obs: `state`, or `pixels`: what a camera sees.
    action_delay: policy steps after which an action reaches the world.
    observation_lag: policy steps that what is seen is old; zeros are seen until then.
    past_actions: how many of the last actions are shown behind the state.

    Raises UserError for a name that does not exist, with the nearest names.
    """
    pixels = obs == "pixels"
    render_mode = "rgb_array" if pixels else render_mode
    if name.startswith(DMC_PREFIX):
        if pixels:
            use_renderer()
        env: gym.Env = DMControl(name, render_mode)
    else:
        try:
            options: dict[str, Any] = {"render_mode": render_mode} if render_mode else {}
            env = gym.make(name, **options)
        except gym.error.UnregisteredEnv:
            raise UserError(unknown_name(name, sorted(gym.registry))) from None
        except (gym.error.Error, ImportError, TypeError) as error:
            raise UserError(f"Gymnasium cannot make {name!r}: {error}") from error
        env = env if pixels else gym.wrappers.FlattenObservation(env)
    if isinstance(env.action_space, spaces.Box):
        env = gym.wrappers.RescaleAction(env, np.float32(-1), np.float32(1))
    elif not isinstance(env.action_space, spaces.Discrete):
        raise UserError(f"{name} has actions {env.action_space}; Box and Discrete are supported")
    env = ActionRepeat(env, action_repeat)
    if pixels:
        env = Pixels(env)
    if action_delay:
        env = ActionDelay(env, action_delay)
    if observation_lag:
        env = gym.wrappers.DelayObservation(env, observation_lag)
    return PastActions(env, past_actions) if past_actions else env


def make_envs(name: str, count: int, **settings: Any) -> gym.vector.SyncVectorEnv:
    """`count` environments stepped together in this process; settings as in `make_env`.

    An environment that ended is reset by the *next* step, whose action is ignored
    (Gymnasium's NEXT_STEP mode): no last observation is ever lost.
    """
    make = functools.partial(make_env, name, **settings)
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
        if draws():  # torch first: once Mesa's LLVM is loaded, triton's crashes Python
            import torch._dynamo  # noqa: F401
        # Imported here, so that Gymnasium's own worlds need no MuJoCo.
        from dm_control import suite

        tasks = {f"{DMC_PREFIX}{domain}_{task}": (domain, task) for domain, task in suite.ALL_TASKS}
        if name not in tasks:
            raise UserError(unknown_name(name, sorted(tasks)))
        domain, task = tasks[name]
        self._env = suite.load(domain, task)
        self._camera = 2 if domain == "quadruped" else 0
        # of 4096: at 64×64 an image differs by 0.03 of 255 on average, and takes 2.5 times less to draw
        self._env.physics.model.vis.quality.shadowsize = 512
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

    def render(self, height: int = 180, width: int = 240) -> np.ndarray:
        """uint8 [height, width, 3]: the task's first camera that follows the body."""
        return self._env.physics.render(height, width, camera_id=self._camera)

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


class ActionDelay(gym.Wrapper):
    """Each action reaches the world `count` steps late, as on a robot with a slow bus.

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
        self._width = int(choices) if choices is not None else _size(self.action_space)
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


def _size(space: gym.Space) -> int:
    assert space.shape is not None
    return int(np.prod(space.shape))


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
        self.action = int(space.n) if isinstance(space, spaces.Discrete) else _size(space)
        self.observation = tuple(self.envs.single_observation_space.shape or ())
        self._dtype = np.uint8 if len(self.observation) == 3 else np.float32
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
        arrays = (
            obs.astype(self._dtype),
            reward.astype(np.float32),
            is_first,
            is_last,
            is_terminal,
        )
        self.seen = Seen(*(torch.from_numpy(array.copy()) for array in arrays))
