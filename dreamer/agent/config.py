"""Every setting, with its unit and its reason, and the named presets.

The defaults are the paper's: `size1m` of the official `configs.yaml` with its
settings for proprioceptive control. A preset changes only what it names.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dreamer.envs.control_suite import DMC_PREFIX
from dreamer.errors import UserError, unknown_name

DEVICES = ("cpu", "cuda", "mps")
OBS = ("state", "pixels")
REPRESENTATIONS = ("decoder", "barlow")
PARTS_TO_DO_WITHOUT = ("symlog", "twohot", "unimix", "scale")
MAY_BE_0 = ("warmup", "action_delay", "observation_lag", "past_actions")


@dataclass(frozen=True)
class Config:
    """One run's settings. Frozen: a run folder belongs to exactly one of these."""

    # The run
    env_steps: int = 1_000_000  # control steps to train for
    envs: int = 16  # environments stepped together
    action_repeat: int = 1  # control steps that each action is held
    train_ratio: float = 1024.0  # replayed time steps for each control step
    compile: bool = True  # let torch.compile make the update faster where that pays
    threads: int = 1  # of the CPU; more are faster while nothing else runs (benchmarks/README.md)
    device: str = "cpu"  # or cuda, or mps; nets as small as `laptop`'s are at home on the CPU

    without: str | None = None  # switched off: symlog, twohot, unimix or scale (`day38 ablate`)

    # Late bodies (docs/real_robots.md)
    action_delay: int = 0  # policy steps after which an action reaches the world
    observation_lag: int = 0  # policy steps that what is seen is old
    past_actions: int = 0  # how many of the last actions are shown behind the state

    # World model
    obs: str = "state"  # what the agent sees: the task's own numbers, or pixels (64×64, in colour)
    depth: int = 4  # of the image nets: their layers have 2, 3, 4 and 4 times as many channels
    bfloat16_images: bool = False  # image nets compute in bfloat16, as all official nets do
    representation: str = "decoder"  # it learns by drawing what it sees, or barlow (real_robots.md)
    deter: int = 512  # units of the RSSM's memory
    blocks: int = 8  # blocks of its block-diagonal GRU
    stoch: int = 32  # categorical variables
    classes: int = 4  # classes of each
    hidden: int = 64  # units of the RSSM's inner layers
    units: int = 64  # units of encoder, decoder and all heads
    encoder_layers: int = 3  # hidden layers, of numbers (images have nets of their own)
    decoder_layers: int = 3  # likewise
    reward_layers: int = 1  # hidden layers
    continue_layers: int = 1  # hidden layers
    bins: int = 255  # of rewards and values; odd, so that one of them is 0
    bin_limit: float = 20.0  # the outermost bins stand at ±symexp(bin_limit)
    obs_scale: float = 1.0  # weight of drawing what is seen (or of `barlow`)
    dyn_scale: float = 1.0  # the prior learns quickly from the posterior …
    rep_scale: float = 0.1  # … and the posterior is pulled only gently to it
    free_nats: float = 1.0  # nats of KL a step that are not punished

    # Actor and critic
    actor_layers: int = 3  # hidden layers
    critic_layers: int = 3  # hidden layers
    imagination_steps: int = 15  # policy steps that are dreamt from each start
    imagination_starts: int | None = None  # last steps of each sequence to dream from; None: all
    discount_horizon: float = 333.0  # steps after which a reward counts 1/e: γ = 1 - 1/horizon
    lam: float = 0.95  # λ of the returns
    entropy: float = 3e-4  # weight of the policy's entropy, against advantages of about 1
    slow_rate: float = 0.02  # how fast the slow critic follows
    slow_scale: float = 1.0  # how strongly the critic is held to it
    replay_value_scale: float = 0.3  # weight of the critic's loss on replayed steps
    behavior_reset: int | None = None  # updates after which actor and critic start anew, once

    # Learning
    batch_size: int = 16  # sequences
    batch_length: int = 64  # time steps
    replay_capacity: int = 1_000_000  # policy steps kept; the official 5M are more than a run makes
    learning_rate: float = 4e-5  # of LaProp
    behavior_learning_rate: float | None = None  # of actor and critic; None: the same
    warmup: int = 1000  # updates over which the learning rate rises from 0
    agc: float = 0.3  # a tensor's gradient norm is at most this times its own norm
    beta1: float = 0.9  # how slowly LaProp's momentum changes
    beta2: float = 0.999  # how slowly its mean of squared gradients does
    opt_eps: float = 1e-20  # added to the root of that mean

    def __post_init__(self) -> None:
        for name, known in (
            ("device", DEVICES),
            ("obs", OBS),
            ("representation", REPRESENTATIONS),
            ("without", (None, *PARTS_TO_DO_WITHOUT)),
        ):
            if getattr(self, name) not in known:
                raise UserError(
                    f"{name}: "
                    + unknown_name(str(getattr(self, name)), [str(x) for x in known if x])
                )
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.type == "bool" or isinstance(value, str | None):
                continue
            if not 0 <= value < math.inf:
                raise UserError(f"{field.name} must be finite and not negative, got {value}")
            if "int" in str(field.type) and field.name not in MAY_BE_0 and value < 1:
                raise UserError(f"{field.name} must be at least 1, got {value}")
        for name, least in (("discount_horizon", 1), ("bins", 2)):
            if getattr(self, name) < least:
                raise UserError(f"{name} must be at least {least}, got {getattr(self, name)}")
        if max(self.beta1, self.beta2) >= 1:
            raise UserError(f"beta1 and beta2 must be below 1, got {self.beta1} and {self.beta2}")
        rows = self.replay_capacity // self.envs
        if rows <= self.batch_length or rows * self.envs < self.batch_size * self.batch_length:
            raise UserError(
                f"replay_capacity={self.replay_capacity} cannot hold a batch of "
                f"{self.batch_size}×{self.batch_length} steps over {self.envs} environments"
            )
        if self.deter % self.blocks:
            raise UserError(
                f"deter={self.deter} does not cut into blocks={self.blocks} equal parts"
            )
        if not 1 <= self.starts <= self.batch_length:
            raise UserError(
                f"imagination_starts must lie in 1..batch_length={self.batch_length}, got {self.starts}"
            )

    @property
    def env_settings(self) -> dict[str, Any]:
        """What `make_env` takes."""
        names = ("action_repeat", "obs", "action_delay", "observation_lag", "past_actions")
        return {name: getattr(self, name) for name in names}

    @property
    def starts(self) -> int:
        """How many steps at the end of each sequence are dreamt from."""
        return self.batch_length if self.imagination_starts is None else self.imagination_starts

    @property
    def updates_per_env_step(self) -> float:
        return self.train_ratio / (self.batch_size * self.batch_length)


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
OF_WORLDS = {"LunarLander": "lander", "Pendulum": "pendulum"}


def default_preset(env: str, obs: str = "state") -> str:
    """The preset of an environment for which none is named."""
    if env.startswith(DMC_PREFIX):
        return "pixels" if obs == "pixels" else "laptop"
    return next((preset for name, preset in OF_WORLDS.items() if env.startswith(name)), "classic")


def make_config(env: str, config: str | Mapping[str, Any] | Config | None = None) -> Config:
    """A preset's name, or a dict of settings that may name its `preset`, or None.

    make_config("CartPole-v1", {"preset": "paper", "envs": 4}). Where no preset is
    named, it is the environment's. Raises UserError for what does not exist.
    """
    if isinstance(config, Config):
        return config
    if isinstance(config, str):
        config = {"preset": config}
    overrides = dict(config or {})
    preset = overrides.pop("preset", None) or default_preset(env, overrides.get("obs", "state"))
    if preset not in PRESETS:
        raise UserError("preset: " + unknown_name(str(preset), list(PRESETS)))
    types = {field.name: field.type for field in dataclasses.fields(Config)}
    for name, value in overrides.items():
        if name not in types:
            raise UserError("setting: " + unknown_name(name, list(types)))
        if not _fits(value, str(types[name])):
            raise UserError(f"{name} must be {types[name]}, got {value!r}")
    return Config(**{**PRESETS[preset], **overrides})


def completed(settings: Mapping[str, Any]) -> dict[str, Any]:
    """A recorded run's settings, with the defaults of those that came later."""
    return {**{field.name: field.default for field in dataclasses.fields(Config)}, **settings}


def _fits(value: Any, type_name: str) -> bool:
    if value is None:
        return "None" in type_name
    return type(value).__name__ in type_name or (type(value) is int and "float" in type_name)
