"""Environments: dm_control tasks and Gymnasium ids behind one `make_env`.

    env = make_env("dmc_walker_walk", action_repeat=2)
    env = make_env("dmc_walker_walk", obs="pixels")
    envs = make_envs("CartPole-v1", count=8)

Observations are flat float32 vectors, or uint8 images [64, 64, 3]; continuous actions lie in
[-1, 1]. One *env step* is one control step of the simulator, so a step with action repeat 2
counts as 2; `info["env_steps"]` says how many the last step took.
"""

from __future__ import annotations

import functools
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import spaces

from dreamer.envs.control_suite import DMC_PREFIX, DMControl
from dreamer.envs.rendering import use_renderer
from dreamer.envs.wrappers import ActionDelay, ActionRepeat, PastActions, Pixels
from dreamer.errors import UserError, unknown_name


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
