"""Environments: dm_control tasks and Gymnasium ids behind one `make_env`.

    env = make_env("dmc_walker_walk", action_repeat=2)
    env = make_env("dmc_walker_walk", obs="pixels")
    envs = make_envs("CartPole-v1", count=8)

Observations are flat float32 vectors, or uint8 images [64, 64, 3]; continuous actions are
vectors in [-1, 1], whatever the shape, the type and the bounds of the world's own. One *env step* is one control step of the simulator, so a step with action repeat 2
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
from dreamer.envs.wrappers import (
    ActionDelay,
    ActionRepeat,
    OnlyEnvSteps,
    PastActions,
    Pixels,
    UnitActions,
    is_image,
)
from dreamer.errors import UserError, unknown_name

BOUNDLESS = 2.0**53  # a bound from here on is none; up to here float64 holds every whole number
BOX2D = (
    "{name} needs Box2D, which has no ready package for Python 3.14 or Linux on ARM: "
    "use Python 3.11 to 3.13 on x64, macOS or Windows, "
    "or build it: python -m pip install swig 'gymnasium[box2d]'"
)


def make_env(
    name: str,
    action_repeat: int = 1,
    render_mode: str | None = None,
    obs: str = "state",
    action_delay: int = 0,
    observation_lag: int = 0,
    past_actions: int = 0,
    observation_factor: float = 1.0,
) -> gym.Env:
    """Make one environment.

    name: `dmc_{domain}_{task}` for dm_control's suite, else a Gymnasium id.
    action_repeat: how many control steps each action is held; rewards are summed.
    render_mode: `rgb_array` for an environment whose `render()` gives an image.
    obs: `state`, or `pixels`: what a camera sees.
    action_delay: policy steps after which an action reaches the world.
    observation_lag: policy steps that what is seen is old; zeros are seen until then.
    past_actions: how many of the last actions are shown behind the state.
    observation_factor: numbers are seen times this.

    Raises UserError for a name that does not exist, with the nearest names, and for a world
    whose actions or observations an agent cannot have.
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
        except Exception as error:  # whatever the world's own code raises
            if "box2d" in str(error).lower():
                raise UserError(BOX2D.format(name=name)) from error
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            raise UserError(f"Gymnasium cannot make {name!r}: {reason}") from error
        env = env if pixels else _flat(env, name)
    env = ActionRepeat(_with_unit_actions(env, name), action_repeat)
    if pixels:
        env = Pixels(env)
    if observation_factor != 1:
        env = _with_other_units(env, observation_factor)
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
    envs: list[gym.Env] = [OnlyEnvSteps(make_env(name, **settings)) for _ in range(count)]
    next_step = gym.vector.AutoresetMode.NEXT_STEP
    try:
        return gym.vector.SyncVectorEnv(
            [functools.partial(_itself, env) for env in envs], autoreset_mode=next_step
        )
    except RuntimeError as error:  # its word for spaces that differ
        raise UserError(f"{name} is not the same world each time it is made: {error}") from error


def _itself(env: gym.Env) -> gym.Env:
    return env


def _with_unit_actions(env: gym.Env, name: str) -> gym.Env:
    """Continuous actions in [-1, 1]; discrete ones as they are."""
    space = env.action_space
    if isinstance(space, spaces.Discrete):
        return env
    if not isinstance(space, spaces.Box) or not space.low.size:
        raise UserError(
            f"{name} has actions {' '.join(str(space).split())}; Box and Discrete are supported: "
            "register it with a wrapper that takes one of them"
        )
    if not max(np.abs(space.low.astype(float)).max(), np.abs(space.high.astype(float)).max()) < (
        BOUNDLESS
    ):
        raise UserError(
            f"{name} has actions without bounds: register it with some, for example by "
            "gymnasium.wrappers.TransformAction(env, lambda action: action, "
            f"gymnasium.spaces.Box(-1, 1, {space.shape}))"
        )
    if space.dtype == np.float32 and space.low.ndim == 1 and (space.low < space.high).all():
        return gym.wrappers.RescaleAction(env, np.float32(-1), np.float32(1))
    return UnitActions(env)


def _with_other_units(env: gym.Env, factor: float) -> gym.Env:
    """What is seen, times a factor."""
    space = env.observation_space
    if is_image(space):
        raise UserError("observation_factor is for numbers: an image has bytes")
    assert isinstance(space, spaces.Box)
    seen = spaces.Box(-np.inf, np.inf, space.shape, np.float32)
    return gym.wrappers.TransformObservation(
        env, lambda obs: (obs * factor).astype(np.float32), seen
    )


def _flat(env: gym.Env, name: str) -> gym.Env:
    """What is seen as one vector."""
    space = env.observation_space
    if not space.is_np_flattenable:
        raise UserError(
            f"{name} shows {' '.join(str(space).split())}, which has no fixed size: "
            "register it with a wrapper that shows a Box"
        )
    if is_image(space):
        _hint_at_pixels(name, space.shape)
    return gym.wrappers.FlattenObservation(env)


@functools.cache  # once for all worlds of a name
def _hint_at_pixels(name: str, shape: tuple[int, ...]) -> None:
    print(
        f"note: {name} shows images, taken here as {np.prod(shape):,} numbers: "
        "--obs pixels learns from them as images",
        flush=True,
    )
