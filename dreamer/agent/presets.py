"""Named presets with their reasons, and the default preset of each environment."""

from __future__ import annotations

from typing import Any

from dreamer.envs.control_suite import DMC_PREFIX

# For two CPU cores. There an update is mostly the overhead of many small operations, and an
# env step costs a hundredth of an update: small nets, short sequences, several steps an update.
SMALL: dict[str, Any] = {
    "envs": 8,  # one forward pass serves them all
    "deter": 128,
    "hidden": 64,
    "blocks": 4,  # stoch stays at 32×4: with 8×8, 24 bits for 24 numbers, reconstructions were worse
    "batch_size": 32,
    "batch_length": 8,  # as many steps as 16×16 in half the operations; replay brings the context
    "imagination_starts": 4,  # 128 dreams
    "warmup": 200,
    "replay_capacity": 500_000,
}

# Where this leaves the paper, and why. What each change did to the walker, with its learning
# curves, is in benchmarks/README.md.
LAPTOP: dict[str, Any] = {
    **SMALL,
    "env_steps": 700_000,
    "action_repeat": 4,  # a dream lasts 1.5 s; with 2, some seeds learn to walk on their knees
    "discount_horizon": 50.0,  # 200 control steps, as each action is held for 4
    "train_ratio": 16.0,  # an update for every 16 env steps; 8 were no better an update
    "learning_rate": 1e-3,  # 4e-5 needs many times the updates; 3e-4 got less than half as far
    "behavior_learning_rate": 3e-4,  # of actor and critic; as fast as the model they did no better
    "entropy": 3e-3,  # 1e-3: sure of itself too soon, 321 instead of 550 at 256,000 env steps
    "behavior_reset": 12_000,  # old habits are left behind: 561, not 498, after 24,000 (seed 1)
    "bins": 91,
    "bin_limit": 7.0,  # the spacing of the paper's 255 bins; returns here stay below 200
}

# What the camera sees takes most of an update: 128 images of it, and as few drawn as can be.
PIXELS: dict[str, Any] = {
    **LAPTOP,
    "env_steps": 420_000,  # an hour
    "obs": "pixels",
    "batch_size": 16,
    "train_ratio": 8.0,  # an update for every 16 env steps, which are 4 images to draw
    "behavior_reset": None,  # there is no time to learn anew
    "bfloat16_images": True,  # 1.7 times as fast where the CPU has instructions for it
    "compile": False,  # convolutions gain little by it: an update is 7 % faster
    "threads": 2,  # they gain more by a second core
    "replay_capacity": 100_000,  # 1.2 GB in a file
}

# Small worlds with few numbers to see and rewards of about 1 a step.
CLASSIC: dict[str, Any] = {
    **SMALL,
    "env_steps": 50_000,
    "train_ratio": 64.0,  # an update for every 4 env steps
    "discount_horizon": 250.0,  # with 100, CartPole's cart drifts away: its end is too far ahead
    "obs_scale": 30.0,  # the pole's angle stays within 0.2, and its error would hardly count
    "bins": 127,
    "bin_limit": 10.0,  # Pendulum's returns reach -1600
    "learning_rate": 4e-4,  # halved together with the longer horizon, not by itself
    "behavior_learning_rate": 2e-4,
    "entropy": 1e-3,  # 3e-4: sure of itself too soon
}

# With an engine to fire at each of 50 steps a second, and a landing a few hundred steps ahead.
LANDER: dict[str, Any] = {
    **CLASSIC,
    "env_steps": 60_000,
    "action_repeat": 4,  # a dream lasts 1.2 s; with 2, it still hovers after 50,000 env steps
    "discount_horizon": 100.0,  # 400 control steps
    "train_ratio": 32.0,  # an update for every 8 env steps
    "behavior_learning_rate": 3e-4,
    "entropy": 3e-3,
}

# Here a dream of 15 single steps lasts 0.75 s, and a swing up takes 2 s: with them, some starts were
# never learnt (docs/worlds.md).
PENDULUM: dict[str, Any] = {
    **LANDER,
    "env_steps": 40_000,
    "action_repeat": 2,
    "train_ratio": 64.0,  # an update for every 4 env steps
}

PRESETS: dict[str, dict[str, Any]] = {
    "paper": {},
    "laptop": LAPTOP,
    "smoke": {**LAPTOP, "env_steps": 48_000},  # about 5 minutes
    "pixels": PIXELS,
    "classic": CLASSIC,
    "lander": LANDER,
    "pendulum": PENDULUM,
}
# The beginning of an environment's name -> its preset, where that is not the usual one.
OF_WORLDS = {"LunarLander": "lander", "Pendulum": "pendulum"}


def default_preset(env: str, obs: str = "state") -> str:
    """The preset of an environment for which none is named."""
    dmc = env.startswith(DMC_PREFIX)
    if dmc and obs == "pixels":
        return "pixels"
    usual = "laptop" if dmc else "classic"
    return next((preset for name, preset in OF_WORLDS.items() if env.startswith(name)), usual)
