"""A tiny world whose optimum is known: do actor and critic find it in imagination?

One of three cues is seen, and the action that names it earns 1, the others 0; the next
cue is chance. So every action should match its cue, and each state is then worth
1 / (1 - γ). An agent whose rewards are one step off hears of each action
what the one before it earned, and learns nothing at all.

    draw_probe(probe(parts))
"""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from dreamer.behavior import Behavior
from dreamer.config import Config
from dreamer.optim import LaProp
from dreamer.parts import Parts, State
from dreamer.progress import progress
from dreamer.randomness import RandomStream

CUES = 3
CONFIG = Config(
    units=32,
    actor_layers=1,
    critic_layers=1,
    imagination_steps=8,
    discount_horizon=10.0,  # γ = 0.9, so that the optimum is 10
    bins=41,
    bin_limit=5.0,
    entropy=3e-3,
    learning_rate=3e-3,
    warmup=20,
)
DREAMS, UPDATES, EVERY = 128, 300, 10
OPTIMUM = CONFIG.discount_horizon


class Probe(NamedTuple):
    """After a number of updates: how many actions match their cue, and what the critic expects."""

    updates: list[int]
    hits: list[float]
    value: list[float]

    @property
    def passed(self) -> bool:
        """Nearly every action right, and a value within a tenth of the optimum."""
        return self.hits[-1] > 0.95 and abs(self.value[-1] - OPTIMUM) < 0.1 * OPTIMUM


class CueWorld:
    """Stands where the world model stands; its states hold a cue and the reward before it."""

    def __init__(self) -> None:
        self.rssm = self

    @staticmethod
    def start(count: int) -> State:
        return CueWorld._state(torch.zeros(count, 1))

    @staticmethod
    def _state(reward: Tensor) -> State:
        cue = F.one_hot(torch.randint(CUES, reward.shape[:-1]), CUES).float()
        nothing = reward[..., :0]
        return State(torch.cat([cue, reward], -1), nothing, nothing)

    def imagine(self, state: State, policy, horizon: int, generator=None) -> tuple[State, Tensor]:
        """As `RSSM.imagine`.  deter [N, CUES + 1] -> [N, H+1, CUES + 1], action [N, H, CUES]"""
        steps, actions = [state], []
        for _ in range(horizon):
            actions.append(policy(steps[-1]))
            matched = (actions[-1] * steps[-1].deter[:, :CUES]).sum(-1, keepdim=True)
            steps.append(self._state(matched))
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
        return torch.full_like(features[..., -1], 1 - 1 / CONFIG.discount_horizon)


def probe(parts: Parts, seed: int = 0) -> Probe:
    """Train an actor and a critic in the tiny world; a few seconds."""
    world, seen = CueWorld(), Probe([], [], [])
    with RandomStream(seed), progress(UPDATES, "updates", leave=False) as bar:
        behavior = Behavior(CUES + 1, CUES, discrete=True, config=CONFIG, parts=parts)
        trained = [p for p in behavior.parameters() if p.requires_grad]
        optimizer = LaProp(trained, lr=CONFIG.learning_rate, warmup=CONFIG.warmup)
        for update in range(UPDATES + 1):
            dream = behavior.dream(world, world.start(DREAMS))
            if update % EVERY == 0:
                seen.updates.append(update)
                seen.hits.append(float(dream.reward[:, 1:].mean()))
                logits = behavior.critic(dream.features)
                seen.value.append(float(parts.twohot_mean(logits, behavior.bins).mean()))
            losses, _ = behavior.losses(dream)
            optimizer.zero_grad()
            torch.stack([loss.mean() for loss in losses.values()]).sum().backward()
            optimizer.step()
            behavior.update_slow_critic()
            bar.update()
    return seen


def draw_probe(seen: Probe) -> Any:
    """The matplotlib figure: hits and value over the updates, beside their optima."""
    from dreamer.style import figure_style

    with figure_style() as plt:
        figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3))
        left.plot(seen.updates, seen.hits, color="#0072B2")
        left.axhline(1 / CUES, color="#999999", linestyle=":", label="chance")
        left.axhline(1, color="black", linestyle="--", linewidth=0.8, label="optimum")
        left.set(xlabel="updates", ylabel="actions that match their cue", ylim=(0, 1.05))
        left.legend()
        right.plot(seen.updates, seen.value, color="#0072B2")
        right.axhline(OPTIMUM, color="black", linestyle="--", linewidth=0.8, label="optimum")
        right.set(xlabel="updates", ylabel="value that the critic expects")
        right.legend()
        plt.close(figure)
    return figure
