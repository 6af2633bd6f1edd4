"""A probe environment with a known optimum: do actor and critic find it in imagination?

An episode is two steps. In each, one of three cues of its own is seen, and the action that names
it earns 1, the others 0; then the episode ends. So every action should match its cue, and the
first state is worth 1 + γ, the second 1. An agent that hears of each action what the one before
it earned never learns the second one.

    draw_probe(probe(parts))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from dreamer.agent.behavior import Behavior, imagination_losses
from dreamer.agent.config import Config
from dreamer.agent.optim import LaProp
from dreamer.parts import Parts, State
from dreamer.progress import progress
from dreamer.style import figure_style
from dreamer.training.randomness import RandomStream
from dreamer.training.speed import cpu_threads

CUES = 3
CONFIG = Config(
    units=32,
    actor_layers=1,
    critic_layers=1,
    imagination_steps=4,
    discount_horizon=10.0,
    bins=41,
    bin_limit=4.0,
    entropy=3e-3,
    learning_rate=3e-3,
    warmup=20,
)
GAMMA = 1 - 1 / CONFIG.discount_horizon
WORTH = (1 + GAMMA, 1.0)  # of the first step and of the second, if every action is right
DREAMS, UPDATES, EVERY = 256, 400, 20
ORDER = ("first", "second")
Losses = Callable[..., tuple[dict[str, Tensor], Tensor]]


class Probe(NamedTuple):
    """After a number of updates, for the first and the second step: accuracy and the critic's values."""

    updates: list[int]
    hits: list[list[float]]  # share of actions that match their cue
    value: list[list[float]]  # what the critic expects

    @property
    def acts_well(self) -> bool:
        """Whether nearly every action is right."""
        return min(self.hits[-1]) > 0.95

    @property
    def values_well(self) -> bool:
        """Whether each value is within a twentieth of the optimum."""
        return all(abs(v - w) < 0.05 * w for v, w in zip(self.value[-1], WORTH, strict=True))

    @property
    def promises_too_much(self) -> bool:
        """Whether a value is higher than anything that can be earned."""
        return any(v > 1.2 * w for v, w in zip(self.value[-1], WORTH, strict=True))

    @property
    def verdict(self) -> str:
        """In a few sentences: did they find the optimum, and if not, where to look."""
        rows = zip(ORDER, self.hits[-1], self.value[-1], WORTH, strict=True)
        told = "; ".join(
            f"{which} step: {hits:.0%} of the actions right (chance: {1 / CUES:.0%}), "
            f"value {value:.2f} (optimum: {worth:.2f})"
            for which, hits, value, worth in rows
        )
        if self.acts_well and self.values_well:
            return f"PASSED. {told}."
        if self.promises_too_much:
            return (
                f"FAILED. {told}. No state is worth that much: look at what the critic is taught."
            )
        if self.acts_well:
            return f"FAILED. {told}. The actions are right and the values are not: look at what the critic is taught."
        return (
            f"FAILED. {told}. The actor cannot tell good actions from bad ones: "
            "does each return begin with the reward that its own action earned?"
        )


class CueWorld:
    """A world model with known dynamics: its states hold a cue and the reward before it."""

    def __init__(self) -> None:
        self.rssm = self

    def start(self, count: int) -> State:
        return self._state(torch.zeros(count), torch.randint(2, (count,)).bool())

    @staticmethod
    def _state(reward: Tensor, second: Tensor) -> State:
        cue = torch.randint(CUES, reward.shape) + CUES * second
        deter = torch.cat([F.one_hot(cue, 2 * CUES), reward.unsqueeze(-1)], -1)
        nothing = deter[..., :0]
        return State(deter, nothing, nothing)

    @staticmethod
    def second(features: Tensor) -> Tensor:
        """Whether a state is an episode's second."""
        return features[..., CUES : 2 * CUES].any(-1)

    def imagine(self, state: State, policy, horizon: int, generator=None) -> tuple[State, Tensor]:
        """As `RSSM.imagine`.  deter [N, 2·CUES + 1] -> [N, H+1, 2·CUES + 1], action [N, H, CUES]"""
        steps, actions = [state], []
        for _ in range(horizon):
            before = steps[-1].deter
            actions.append(policy(steps[-1]))
            named = before[:, :CUES] + before[:, CUES : 2 * CUES]
            steps.append(self._state((actions[-1] * named).sum(-1), ~self.second(before)))
        states = State(*(torch.stack(x, 1) for x in zip(*steps, strict=True)))
        return states, torch.stack(actions, 1)

    @staticmethod
    def features(state: State) -> Tensor:
        return state.deter

    @staticmethod
    def reward(features: Tensor) -> Tensor:
        return features[..., -1]

    @staticmethod
    def discount(features: Tensor) -> Tensor:
        """0 where a new episode has begun; the start of a dream is alive."""
        alive = CueWorld.second(features).float()
        alive[:, 0] = 1
        return GAMMA * alive


def probe(parts: Parts, seed: int = 0, losses: Losses = imagination_losses) -> Probe:
    """Train an actor and a critic in the tiny world by `losses`; a few seconds."""
    world, seen = CueWorld(), Probe([], [], [])
    with (
        RandomStream(seed),
        cpu_threads(CONFIG.threads),
        progress(UPDATES, "updates", leave=False) as bar,
    ):
        behavior = Behavior(2 * CUES + 1, CUES, discrete=True, config=CONFIG, parts=parts)
        trained = [p for p in behavior.parameters() if p.requires_grad]
        optimizer = LaProp(trained, lr=CONFIG.learning_rate, warmup=CONFIG.warmup)
        for update in range(UPDATES + 1):
            dream = behavior.dream(world, world.start(DREAMS))
            logits = behavior.critic(dream.features)
            if update % EVERY == 0:
                second = world.second(dream.features[:, 0])
                value = parts.twohot_mean(logits[:, 0].detach(), behavior.bins)
                seen.updates.append(update)
                for series, numbers in ((seen.hits, dream.reward[:, 1]), (seen.value, value)):
                    series.append([float(numbers[~second].mean()), float(numbers[second].mean())])
            found, _ = losses(
                dream.action,
                dream.reward,
                dream.discount,
                behavior.policy(dream.features[:, :-1]),
                logits,
                behavior.slow_critic(dream.features),
                behavior.bins,
                behavior.scale,
                CONFIG,
                parts,
            )
            optimizer.zero_grad()
            torch.stack([loss.mean() for loss in found.values()]).sum().backward()
            optimizer.step()
            behavior.update_slow_critic()
            bar.update()
    return seen


def draw_probe(seen: Probe) -> Any:
    """The matplotlib figure: hits and values over the updates, beside their optima."""
    names = {"actions that match their cue": seen.hits, "value that the critic expects": seen.value}
    with figure_style() as plt:
        figure, axes = plt.subplots(1, 2, figsize=(8.5, 3))
        for ax, (name, series), optima in zip(axes, names.items(), ((1, 1), WORTH), strict=True):
            for which in range(2):
                colour, line = (("#0072B2", "-"), ("#D55E00", "--"))[which]
                values = [both[which] for both in series]
                label = f"{ORDER[which]} step"
                ax.plot(seen.updates, values, color=colour, linestyle=line, label=label)
                ax.axhline(optima[which], color=colour, linestyle=":", linewidth=1)
            ax.set(xlabel="updates", ylabel=name)
        axes[0].axhline(1 / CUES, color="#999999", linestyle=":", label="chance")
        axes[0].set_ylim(0, 1.05)
        for ax in axes:
            ax.legend()
        plt.close(figure)
    return figure
