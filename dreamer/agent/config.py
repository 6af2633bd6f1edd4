"""Every setting of a run, with its unit and its reason.

The defaults are the paper's: `size1m` of the official `configs.yaml` with its
settings for proprioceptive control. A preset (`presets.py`) changes only what it names.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dreamer.agent.presets import PRESETS, default_preset
from dreamer.errors import UserError, unknown_name

DEVICES = ("cpu", "cuda", "mps")
OBS = ("state", "pixels")
REPRESENTATIONS = ("decoder", "barlow")
ACTOR_GRADIENTS = ("reinforce", "dynamics", "both")
ANNEAL_BY = ("env_steps", "return")
PARTS_TO_DO_WITHOUT = ("symlog", "twohot", "unimix", "scale")
MAY_BE_0 = ("warmup", "anneal_from", "action_delay", "observation_lag", "past_actions")


@dataclass(frozen=True)
class Config:
    """One run's settings. Frozen: a run folder belongs to exactly one of these."""

    # The run
    env_steps: int = 1_000_000  # control steps to train for
    envs: int = 16  # environments stepped together
    action_repeat: int = 1  # control steps that each action is held
    train_ratio: float = 1024.0  # replayed time steps for each control step
    compile: bool = True  # let torch.compile make the update faster where that pays
    threads: int = 1  # of the CPU; of 1, compiled updates make 2 while a core is idle and it pays
    device: str = "cpu"  # or cuda, or mps; nets as small as `laptop`'s are at home on the CPU

    without: str | None = None  # switched off: symlog, twohot, unimix or scale (`day38 ablate`)

    # Action delay and observation lag (docs/real_robots.md)
    action_delay: int = 0  # policy steps after which an action reaches the world
    observation_lag: int = 0  # policy steps that what is seen is old
    past_actions: int = 0  # how many of the last actions are shown behind the state

    # Other units (docs/worlds.md)
    reward_factor: float = 1.0  # rewards reach the agent times this; returns are told without it
    observation_factor: float = 1.0  # numbers are seen times this, as by a sensor with other units

    # World model
    obs: str = "state"  # what the agent sees: the task's own numbers, or pixels (64×64, in colour)
    depth: int = 4  # of the image nets: their layers have 2, 3, 4 and 4 times as many channels
    bfloat16_images: bool = False  # image nets compute in bfloat16, as all official nets do
    representation: str = "decoder"  # draws what it sees; or barlow (docs/real_robots.md)
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
    actor_gradient: str = "reinforce"  # or dynamics: through the dream, as DreamerV2's; or both
    reinforce_share: float = 0.5  # of REINFORCE in `both`: ρ of DreamerV2's eq. 6
    reinforce_share_end: float | None = None  # that share at the annealing's end; None: it stays
    imagination_steps: int = 15  # policy steps that are dreamt from each start
    imagination_starts: int | None = None  # last steps of each sequence to dream from; None: all
    discount_horizon: float = 333.0  # steps after which a reward counts 1/e: γ = 1 - 1/horizon
    lam: float = 0.95  # λ of the returns
    entropy: float = 3e-4  # weight of the policy's entropy, against advantages of about 1
    entropy_end: float | None = None  # that weight at the end of the annealing; None: it stays
    slow_rate: float = 0.02  # how fast the slow critic follows
    slow_scale: float = 1.0  # how strongly the critic is held to it
    replay_value_scale: float = 0.3  # weight of the critic's loss on replayed steps
    behavior_every: int = 1  # updates of the world model for each one of actor and critic
    behavior_reset: int | None = None  # updates after which actor and critic start anew, once

    # Learning
    batch_size: int = 16  # sequences
    batch_length: int = 64  # time steps
    replay_capacity: int = 1_000_000  # policy steps kept; the official 5M are more than a run makes
    learning_rate: float = 4e-5  # of LaProp
    behavior_learning_rate: float | None = None  # of actor and critic; None: the same
    learning_rates_end: float = 1.0  # share of both rates that is left at the end of the annealing
    anneal_by: str = "env_steps"  # or return, the highest so far: so as to begin when one walks
    anneal_from: int = 0  # env steps (or return) from which weight and rates fall evenly
    anneal_until: int = 1_000_000  # where they have arrived
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
            ("actor_gradient", ACTOR_GRADIENTS),
            ("anneal_by", ANNEAL_BY),
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
        if self.entropy_end is not None and not 0 < self.entropy_end <= self.entropy:
            raise UserError(
                f"entropy_end must lie above 0 and not above entropy={self.entropy}, got {self.entropy_end}"
            )
        if not 0 < self.learning_rates_end <= 1:
            raise UserError(
                f"learning_rates_end must lie above 0 and not above 1, got {self.learning_rates_end}"
            )
        if self.anneal_from >= self.anneal_until:
            raise UserError(
                f"anneal_from={self.anneal_from} must be below anneal_until={self.anneal_until}"
            )
        for name in ("reinforce_share", "reinforce_share_end"):
            if (getattr(self, name) or 0) > 1:
                raise UserError(f"{name} must be at most 1, got {getattr(self, name)}")
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
        return {name: getattr(self, name) for name in (*names, "observation_factor")}

    @property
    def starts(self) -> int:
        """How many steps at the end of each sequence are dreamt from."""
        return self.batch_length if self.imagination_starts is None else self.imagination_starts

    @property
    def through_dream(self) -> bool:
        """Whether the actor's gradient, or a part of it, goes through the dream."""
        return self.actor_gradient != "reinforce"

    @property
    def rho(self) -> float:
        """How much of the actor's gradient is REINFORCE; the rest goes through the dream."""
        fixed = {"reinforce": 1.0, "dynamics": 0.0}
        return fixed.get(self.actor_gradient, self.reinforce_share)

    def entropy_at(self, reached: float) -> float:
        """The weight of the policy's entropy where so much of `anneal_by` is reached: env steps, or the return."""
        if self.entropy_end is None:
            return self.entropy
        return self.entropy * (self.entropy_end / self.entropy) ** self._annealed(reached)

    def reinforce_share_at(self, reached: float) -> float:
        """`rho` there: it changes evenly."""
        if self.reinforce_share_end is None or self.actor_gradient != "both":
            return self.rho
        return self.rho + (self.reinforce_share_end - self.rho) * self._annealed(reached)

    def learning_rates_at(self, reached: float) -> tuple[float, float]:
        """The learning rates of the world model and of actor and critic there."""
        left = self.learning_rates_end ** self._annealed(reached)
        own = self.behavior_learning_rate
        return left * self.learning_rate, left * (self.learning_rate if own is None else own)

    def _annealed(self, reached: float) -> float:
        """How much of the annealing is done, 0..1."""
        done = (reached - self.anneal_from) / (self.anneal_until - self.anneal_from)
        return min(max(done, 0.0), 1.0)

    @property
    def updates_per_env_step(self) -> float:
        return self.train_ratio / (self.batch_size * self.batch_length)


def make_config(env: str, config: str | Mapping[str, Any] | Config | None = None) -> Config:
    """Build a Config from a preset's name, a dict of settings that may name its `preset`, or None.

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
    """Recorded settings, with defaults for those that did not exist when they were recorded."""
    return {**{field.name: field.default for field in dataclasses.fields(Config)}, **settings}


def _fits(value: Any, type_name: str) -> bool:
    if value is None:
        return "None" in type_name
    return type(value).__name__ in type_name or (type(value) is int and "float" in type_name)
