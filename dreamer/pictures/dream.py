"""Open-loop predictions of a world model beside what happened: the figures of notebooks 2 and 5.

trainer = load_shipped()
world, played = trainer.agent.world_model, play(trainer)
draw_dream(dream(world, played.steps))
draw_rewards(world, played)
draw_returns(trainer, played)
draw_latents(world, played)
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from dreamer.agent.agent import Agent
from dreamer.agent.config import Config, completed
from dreamer.agent.replay import Step
from dreamer.agent.world_model import WorldModel
from dreamer.envs.driver import EnvDriver
from dreamer.errors import UserError
from dreamer.parts import Parts, State
from dreamer.progress import progress
from dreamer.style import figure_style
from dreamer.training import checkpoint
from dreamer.training.randomness import RandomStream
from dreamer.training.run_folder import load_weights
from dreamer.training.shipped_runs import recorded_file, recorded_manifest
from dreamer.training.speed import cpu_threads
from dreamer.training.trainer import MAX_SEED, Trainer

PIXELS = "dmc_walker_walk_pixels"
# Among what a walker sees: 14 orientations, the height, then the velocities of the root's z, x and pitch, and of 6 joints
WALKER = {"height of the torso (m)": 14, "forward speed (m/s)": 16}
OURS, MARK = "#0072B2", "#D55E00"
UNKNOWN = 0.05
JOINED = 12  # states at the end of the first episode whose order is shown on the map


class Played(NamedTuple):
    """N stretches of T policy steps: what happened, and the states that the agent was in."""

    steps: Step  # [N, T, …]
    states: State  # [N, T, …]

    @property
    def returns(self) -> Tensor:
        """[N]"""
        return self.steps.reward.sum(1)


class Dream(NamedTuple):
    """A stretch of T steps as it was, and M dreams of it that saw only its first `looking` steps.

    Of pixels, `obs` is uint8 [T, 64, 64, 3], and `dreamt_obs` [M, T, 64, 64, 3] in 0..1.
    """

    looking: int
    obs: Tensor  # [T, O]
    reward: Tensor  # [T]
    dreamt_obs: Tensor  # [M, T, O]
    dreamt_reward: Tensor  # [M, T]


@torch.no_grad()
def play(
    trainer: Trainer,
    envs: int = 4,
    steps: int = 250,
    seed: int = 0,
    explore: bool = False,
    action_delay: int = 0,
) -> Played:
    """Let the agent act in `envs` environments for `steps` policy steps.

    action_delay: policy steps by which actions come later than in training; nobody tells the agent.
    """
    agent, config = trainer.agent, trainer.config
    settings = {**config.env_settings, "action_delay": config.action_delay + action_delay}
    driver = EnvDriver(trainer.env, envs, **settings)
    driver.reset(MAX_SEED + seed)
    state, action = agent.initial(envs), torch.zeros(envs, agent.action)
    rows: list[tuple[Step, State]] = []
    with (
        RandomStream(seed),
        cpu_threads(config.threads),
        progress(envs * steps, "policy steps", leave=False) as bar,
    ):
        for _ in range(steps):
            seen, led_here = driver.seen, action
            action, state = agent.act(seen.obs, action, seen.is_first, state, explore)
            rows.append((Step(seen.obs, led_here, *seen[1:]), state))
            driver.step(action)
            bar.update(envs)
    driver.close()
    happened, states = zip(*rows, strict=True)
    return Played(
        Step(*(torch.stack(x, 1) for x in zip(*happened, strict=True))),
        State(*(torch.stack(x, 1) for x in zip(*states, strict=True))),
    )


@torch.no_grad()
def dream(
    world: WorldModel,
    steps: Step,
    before: State | None = None,
    looking: int = 10,
    horizon: int = 20,
    dreams: int = 8,
    seed: int = 0,
) -> Dream:
    """Observe the first `looking` of `steps`, then imagine on with the actions that were taken.

    steps [N, T, …], of which the first row's end is used; before [N, …]: the state just before.

    Raises UserError where the row is shorter than `looking + horizon`.
    """
    have = steps.reward.shape[1]
    if have < looking + horizon:
        raise UserError(f"{looking} + {horizon} steps are asked for, and there are {have}")
    start = have - looking - horizon
    row = Step(*(x[:1].expand(dreams, *x.shape[1:]) for x in steps))
    with RandomStream(seed):
        if before is None:
            before = world.rssm.initial(dreams)
        else:
            before = State(*(x[:1].expand(dreams, *x.shape[1:]) for x in before))
        eyes_open = slice(0, start + looking)
        seen = world.rssm.observe(
            world.embed(row.obs[:, eyes_open]),
            row.action[:, eyes_open],
            row.is_first[:, eyes_open],
            before,
        )
        taken = iter(row.action[:, start + looking :].unbind(1))
        last = State(*(x[:, -1] for x in seen))
        dreamt, _ = world.rssm.imagine(last, lambda _: next(taken), horizon)
    features = torch.cat([world.features(seen)[:, start:], world.features(dreamt)[:, 1:]], 1)
    return Dream(
        looking,
        steps.obs[0, start:],
        steps.reward[0, start:],
        world.decode(features),
        world.reward(features),
    )


def recorded_pixels(parts: Parts) -> tuple[WorldModel, Step]:
    """The shipped world model that sees pixels, and a recorded sequence [1, T, …] of what it saw.

    Its images were drawn when it was recorded: here nothing has to be.
    """
    manifest, weights, stretch = (
        recorded_manifest(PIXELS),
        recorded_file(PIXELS, ".safetensors"),
        recorded_file(PIXELS, ".npz"),
    )
    assert manifest is not None
    with np.load(stretch) as file:
        steps = Step(*(torch.from_numpy(file[name]) for name in Step._fields))
    config = Config(**completed(manifest["config"]))
    agent = Agent(steps.obs.shape[2:], steps.action.shape[-1], False, config, parts)
    load_weights(agent, checkpoint.load(weights)[0], weights)
    return agent.world_model, steps


def draw_dream(dream: Dream, numbers: Mapping[str, int] = WALKER) -> Any:
    """The matplotlib figure: some observed numbers and the reward, as seen and as dreamt.

    numbers: their name -> their place in the observation.
    """
    rows = {name: (dream.obs[:, i], dream.dreamt_obs[..., i]) for name, i in numbers.items()}
    rows["reward of a policy step"] = (dream.reward, dream.dreamt_reward)
    with figure_style() as plt:
        size = (7, 2.1 * len(rows))
        figure, axes = plt.subplots(len(rows), 1, figsize=size, sharex=True, squeeze=False)
        axes = axes[:, 0]
        for ax, (name, (seen, dreamt)) in zip(axes, rows.items(), strict=True):
            ax.plot(dreamt.T, color=OURS, linewidth=0.7, alpha=0.5)
            ax.plot(
                dreamt.mean(0), color=OURS, linewidth=2.2, label=f"the model, mean of {len(dreamt)}"
            )
            ax.plot(seen, color="black", linewidth=1.2, label="what happened")
            ax.axvline(dream.looking - 0.5, color=MARK, linestyle="--", linewidth=1)
            ax.set_ylabel(name)
        axes[0].annotate(
            "eyes closed from here", (dream.looking - 0.5, 1), xycoords=("data", "axes fraction")
        )
        axes[0].legend(loc="upper left", bbox_to_anchor=(1, 1))
        axes[-1].set_xlabel("policy step")
        plt.close(figure)
    return figure


def draw_video(dream: Dream, columns: int = 10) -> Any:
    """The matplotlib figure of a dream in pixels: what happened, the first dream, and their difference."""
    seen = dream.obs.float() / 255
    dreamt = dream.dreamt_obs[0]
    rows = {"what happened": seen, "the model": dreamt, "difference": (dreamt - seen).abs()}
    shown = np.linspace(0, len(seen) - 1, min(columns, len(seen))).round().astype(int)
    with figure_style() as plt:
        size = (1.05 * len(shown), 3.4)
        figure, axes = plt.subplots(len(rows), len(shown), figsize=size, squeeze=False)
        for line, (name, images) in zip(axes, rows.items(), strict=True):
            for ax, step in zip(line, shown, strict=True):
                ax.imshow(images[step].numpy())
                ax.set(xticks=[], yticks=[])
                ax.spines[:].set_visible(False)
            line[0].set_ylabel(name)
        for ax, step in zip(axes[0], shown, strict=True):
            closed = step - dream.looking + 1
            ax.set_title(f"eyes open, {step}" if closed <= 0 else f"dream, {closed}", fontsize=7)
        figure.set_label(
            f"Images in three rows: {', '.join(rows)}. After {dream.looking} steps with open eyes the model dreams."
        )
        plt.close(figure)
    return figure


@torch.no_grad()
def draw_rewards(world: WorldModel, played: Played) -> Any:
    """The matplotlib figure: predicted rewards beside those that came, with r."""
    later = ~played.steps.is_first
    came = played.steps.reward[later]
    said = world.reward(world.features(played.states))[later]
    return _draw_beside(came, said, ("reward that came", "reward that the model says"))


def _draw_beside(real: Tensor, model: Tensor, names: tuple[str, str]) -> Any:
    """A dot for each policy step, [N] beside [N], with their correlation r."""
    r = float(torch.corrcoef(torch.stack([real, model]))[0, 1])
    ends = torch.cat([real, model]).aminmax()
    with figure_style() as plt:
        figure, ax = plt.subplots(figsize=(4.4, 4))
        ax.plot(ends, ends, color="black", linewidth=0.8, linestyle="--")
        ax.scatter(real, model, s=5, alpha=0.5, color=OURS)
        ax.set(xlabel=names[0], ylabel=names[1])
        told = "r is not defined" if math.isnan(r) else f"r = {r:.3f}"  # all are the same
        ax.set_title(f"{told}, {len(real):,} policy steps")
        plt.close(figure)
    return figure


@torch.no_grad()
def draw_returns(trainer: Trainer, played: Played, dreams: int = 4, seed: int = 0) -> Any:
    """The matplotlib figure: imagined returns beside the returns that came, with r.

    Of each state: the mean λ-return of `dreams` dreams from there, and the discounted sum of the rewards that followed.
    States near the end of what was played are left out, as too much of their return lies behind it.

    Raises UserError where that is all of them.
    """
    world, behavior, c = trainer.agent.world_model, trainer.agent.behavior, trainer.config
    came, known = returns_that_came(played.steps, 1 - 1 / c.discount_horizon)
    if not known.any():
        raise UserError("no return is known yet: an agent has to have played longer")
    start = State(*(x[known].repeat_interleave(dreams, 0) for x in played.states))
    with RandomStream(seed):
        dreamt = behavior.dream(world, start)
    value = behavior.parts.twohot_mean(behavior.critic(dreamt.features), behavior.bins)
    never = torch.zeros_like(dreamt.reward)
    returns = behavior.parts.lambda_return(dreamt.reward, dreamt.discount, value, never, c.lam)
    promised = returns[:, 0].unflatten(0, (-1, dreams)).mean(1)
    return _draw_beside(came[known], promised, ("return that came", "return that dreams promise"))


def returns_that_came(steps: Step, gamma: float) -> tuple[Tensor, Tensor]:
    """Discounted returns-to-go, and where less than `UNKNOWN` of their weight lies beyond the end.

    steps [N, T, …] -> [N, T], bool [N, T]
    """
    came, unknown = torch.zeros_like(steps.reward), torch.ones_like(steps.reward)
    for t in reversed(range(steps.reward.shape[1] - 1)):
        ahead = gamma * (~steps.is_terminal[:, t + 1]).float()
        # where an episode was cut short or has ended, the next row is of another one
        whole = steps.is_last[:, t + 1]
        came[:, t] = steps.reward[:, t + 1] + torch.where(whole, 0.0, ahead * came[:, t + 1])
        unknown[:, t] = ahead * torch.where(whole, 1.0, unknown[:, t + 1])
    return came, (unknown < UNKNOWN) & ~steps.is_last


@torch.no_grad()
def draw_latents(world: WorldModel, played: Played, seed: int = 0) -> Any:
    """The matplotlib figure: t-SNE of the latent states, coloured by reward and by time.

    A line joins the last of the first episode in their order.
    """
    from sklearn.manifold import TSNE

    features = world.features(played.states).flatten(0, 1).numpy()
    places = TSNE(random_state=seed, init="pca").fit_transform(features)
    envs, steps = played.steps.reward.shape
    colours = {
        "reward": played.steps.reward.flatten(),
        "policy step in the episode": torch.arange(steps).repeat(envs),
    }
    with figure_style() as plt:
        figure, axes = plt.subplots(1, 2, figsize=(9.5, 4))
        for ax, (name, colour) in zip(axes, colours.items(), strict=True):
            dots = ax.scatter(*places.T, c=colour, s=6, cmap="viridis")
            ax.plot(*places[steps - JOINED : steps].T, color=MARK, marker=".", linewidth=1)
            figure.colorbar(dots, ax=ax, label=name)
            ax.set(xticks=[], yticks=[], xlabel="t-SNE 1", ylabel="t-SNE 2")
        plt.close(figure)
    return figure


def draw_delays(delays: Sequence[int], returns: Sequence[Tensor], step_seconds: float) -> Any:
    """The matplotlib figure: returns [N] of episodes against the action delay with which they were played."""
    with figure_style() as plt:
        figure, ax = plt.subplots(figsize=(5.4, 3))
        for delay, values in zip(delays, returns, strict=True):
            ax.plot([delay] * len(values), values, "o", color=OURS, alpha=0.5)
        ax.plot(delays, [float(values.mean()) for values in returns], color=OURS, linewidth=2)
        ax.set(xlabel=f"delay (policy steps of {1000 * step_seconds:.0f} ms)", ylabel="return")
        ax.set_title(f"{len(returns[0])} episodes each")
        ax.set(xticks=list(delays), ylim=(0, 1000))
        plt.close(figure)
    return figure


def draw_all(trainer: Trainer, folder: Path) -> list[Path]:
    """What a trained agent's world model believes, as PNG files in `folder`; their paths."""
    world, horizon = trainer.agent.world_model, trainer.config.discount_horizon
    played = play(trainer, steps=max(250, round(5 * horizon)))
    figures = {"rewards": draw_rewards(world, played), "latents": draw_latents(world, played)}
    figures["returns"] = draw_returns(trainer, played)
    if world.decoder is not None:
        dreamt = dream(world, played.steps)
        if trainer.config.obs == "pixels":
            figures["dream"] = draw_video(dreamt)
        else:
            first = {f"number {i + 1} of what is seen": i for i in range(dreamt.obs.shape[-1])[:3]}
            walks = trainer.env.startswith("dmc_walker")
            figures["dream"] = draw_dream(dreamt, WALKER if walks else first)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, figure in figures.items():
        paths.append(folder / f"{name}.png")
        figure.savefig(paths[-1])
    return paths
