"""The agent: world model and behaviour joined, acting and learning.

state = agent.initial(envs)
action, state = agent.act(obs, action, is_first, state)
metrics, states = agent.update(steps, context)
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from dreamer.agent.ablation import without
from dreamer.agent.behavior import Behavior, Imagined
from dreamer.agent.config import Config
from dreamer.agent.optim import LaProp
from dreamer.agent.replay import Step
from dreamer.agent.world_model import WorldModel
from dreamer.errors import NotFinite
from dreamer.parts import Parts, State

# What can be compiled: all of the loss, or its three stages.
UNITS = ("loss", "world_model", "dream", "behavior")


class Agent(nn.Module):
    """DreamerV3 for observations of shape `obs` and A action numbers (or choices, if `discrete`)."""

    def __init__(
        self, obs: tuple[int, ...], action: int, discrete: bool, config: Config, parts: Parts
    ):
        super().__init__()
        self.parts = parts
        if config.without is not None:
            parts = without(config.without, parts)
        self.config, self.action, self.device = config, action, torch.device(config.device)
        features = config.deter + config.stoch * config.classes
        self.world_model = WorldModel(obs, action, config, parts)
        self._new_behavior = partial(Behavior, features, action, discrete, config, parts)
        self.behavior = self._new_behavior()
        rate, behavior_rate = config.learning_rates_at(0)
        groups: list[dict[str, Any]] = [
            {"params": list(self.world_model.parameters())},
            {
                "params": [p for p in self.behavior.parameters() if p.requires_grad],
                "lr": behavior_rate,
            },
        ]
        self.optimizer = LaProp(
            groups,
            lr=rate,
            warmup=config.warmup,
            agc=config.agc,
            betas=(config.beta1, config.beta2),
            eps=config.opt_eps,
        )
        plain = (self.loss, self.world_model.losses, self._dream, self._behavior_losses)
        self._plain: dict[str, Callable[..., Any]] = dict(zip(UNITS, plain, strict=True))
        self._run = dict(self._plain)  # `compile_unit` puts compiled code in their places

    def compile_unit(self, unit: str) -> None:
        """From now on, let one of `UNITS` run compiled code; the next `update` makes it.

        That takes up to minutes, and seconds where torch finds it in its cache on disk. The numbers
        stay the same but for rounding: random ones are drawn as in plain code.
        """
        options: dict[str, Any] = {"fallback_random": True, "cpp.dynamic_threads": True}
        if self.device.type == "cuda":
            options["triton.cudagraphs"] = True  # one launch for all kernels
        self._run[unit] = torch.compile(self._plain[unit], dynamic=False, options=options)

    def run_plainly(self, unit: str) -> None:
        """Take `compile_unit` back."""
        self._run[unit] = self._plain[unit]

    def anneal(self, reached: float) -> None:
        """Set what falls over a run to where it is after so many env steps, or at such a return (`Config.anneal_by`)."""
        self.behavior.entropy_weight.fill_(self.config.entropy_at(reached))
        self.behavior.reinforce_share.fill_(self.config.reinforce_share_at(reached))
        rates = self.config.learning_rates_at(reached)
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            group["lr"] = rate

    def reset_behavior(self) -> None:
        """Reinitialise actor and critic; the world model stays as it is."""
        self.behavior.load_state_dict(self._new_behavior().state_dict())
        _, behavior_group = self.optimizer.param_groups
        self.optimizer.restart(behavior_group)

    def trained_parameters(self) -> list[nn.Parameter]:
        """All but the slow critic's."""
        return [p for p in self.parameters() if p.requires_grad]

    def initial(self, batch: int) -> State:
        return self.world_model.rssm.initial(batch)

    @torch.no_grad()
    def act(
        self,
        obs: Tensor,
        action: Tensor,
        is_first: Tensor,
        state: State,
        explore: bool = True,
    ) -> tuple[Tensor, State]:
        """Look, and choose an action.

        obs [N, …], action [N, A] (the one before), is_first [N], state [N, …]
        -> action [N, A], state [N, …]. Without `explore`, the policy's mode.
        """
        obs, action, is_first = (x.to(self.device) for x in (obs, action, is_first))
        embed = self.world_model.embed(obs)
        follow = self.world_model.rssm.observe
        seen = follow(embed[:, None], action[:, None], is_first[:, None], state)
        state = State(*(x.squeeze(1) for x in seen))
        policy = self.behavior.policy(self.world_model.features(state))
        return (policy.sample() if explore else policy.mode()).cpu(), state

    def update(
        self, steps: Step, context: State, behavior: bool = True
    ) -> tuple[dict[str, Tensor], State]:
        """One gradient step on a batch of sequences; without `behavior`, of the world model alone.

        steps [B, T, …], context [B, …] -> metrics (scalars), the new states [B, T, …]
        """
        steps = Step(*(x.to(self.device) for x in steps))
        context = State(*(x.to(self.device) for x in context))
        learn = self._run["loss"] if behavior else self._world_model_loss
        loss, metrics, states = learn(steps, context)
        if not loss.isfinite():
            wrong = [name for name, value in metrics.items() if not value.isfinite()]
            raise NotFinite(f"{', '.join(wrong)} came out as no finite number")
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        if behavior:
            self.behavior.update_slow_critic()
        return metrics, states

    def loss(self, steps: Step, context: State) -> tuple[Tensor, dict[str, Tensor], State]:
        """The sum of all losses, each averaged over its batch."""
        losses, states = self._run["world_model"](steps, context)
        tail = State(*(x[:, -self.config.starts :] for x in states))
        through = self.config.through_dream
        # a dream teaches the actor alone, and not what its gradient goes through
        with held_still(*((self.world_model, self.behavior.critic) if through else ())):
            dream = self._run["dream"](State(*(x.detach() for x in tail)))
        total, metrics = self._run["behavior"](losses, steps, tail, dream)
        return total, metrics, states

    def _world_model_loss(
        self, steps: Step, context: State
    ) -> tuple[Tensor, dict[str, Tensor], State]:
        losses, states = self._run["world_model"](steps, context)
        return *_total(losses), states

    def _dream(self, tail: State) -> Imagined:
        """Dreams from every state of `tail` [B, K, …]."""
        return self.behavior.dream(self.world_model, State(*(x.flatten(0, 1) for x in tail)))

    def _behavior_losses(
        self, losses: dict[str, Tensor], steps: Step, tail: State, dream: Imagined
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Actor's and critic's losses, and their sum with the world model's `losses`.

        tail [B, K, …]: the states at the end of `steps`, from which the B·K rows of `dream` began.
        """
        B, K = tail.deter.shape[:2]
        dreamt, returns = self.behavior.losses(dream)
        losses = {**losses, **dreamt}
        if K > 1:
            losses.update(
                self.behavior.replay_losses(
                    self.world_model.features(tail),
                    steps.reward[:, -K:],
                    steps.is_terminal[:, -K:],
                    steps.is_last[:, -K:],
                    returns[:, 0].unflatten(0, (B, K)),
                )
            )
        total, metrics = _total(losses)
        metrics["dream/return"] = returns.mean()
        metrics["dream/reward"] = dream.reward.detach().mean()
        with torch.no_grad():
            entropy = self.behavior.policy(dream.features[:, 0]).entropy()
        metrics["dream/entropy_per_action"] = entropy.mean() / self.action
        return total, metrics

    def optimizer_tensors(self) -> dict[str, Tensor]:
        """The optimiser's state under parameter names, for a checkpoint."""
        counts = [group["count"] for group in self.optimizer.param_groups]
        tensors = {"optimizer.counts": torch.tensor(counts)}
        for name, p in self.named_parameters():
            for key, value in self.optimizer.state.get(p, {}).items():
                tensors[f"optimizer.{key}.{name}"] = value
        return tensors

    def load_optimizer_tensors(self, tensors: dict[str, Tensor]) -> None:
        """Take back what `optimizer_tensors` gave."""
        counts = tensors["optimizer.counts"].tolist()
        for group, count in zip(self.optimizer.param_groups, counts, strict=True):
            group["count"] = count
        for name, p in self.named_parameters():
            keys = ("square", "momentum")
            found = {
                k: tensors[f"optimizer.{k}.{name}"]
                for k in keys
                if f"optimizer.{k}.{name}" in tensors
            }
            if found:
                self.optimizer.state[p] = {k: v.to(p.device) for k, v in found.items()}


def _total(losses: dict[str, Tensor]) -> tuple[Tensor, dict[str, Tensor]]:
    """The sum of the losses' means, and the means for the log."""
    means = {name: value.mean() for name, value in losses.items()}
    metrics = {f"loss/{name}": value.detach() for name, value in means.items()}
    return torch.stack(list(means.values())).sum(), metrics


@contextlib.contextmanager
def held_still(*modules: nn.Module) -> Iterator[None]:
    """Let what is computed here have no gradient to these modules' weights."""
    learning = [p for module in modules for p in module.parameters() if p.requires_grad]
    for p in learning:
        p.requires_grad_(False)
    try:
        yield
    finally:
        for p in learning:
            p.requires_grad_(True)
