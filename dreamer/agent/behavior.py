"""Actor and critic, which learn from imagined steps (and the critic from replay).

After `imag_loss` and `repl_loss` of the official `dreamerv3/agent.py`. The actor's gradient
is REINFORCE with advantages over the return scale, for every kind of action.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from dreamer.agent.action_distributions import BoundedNormal, OneHotPolicy
from dreamer.agent.config import Config
from dreamer.nets import head
from dreamer.parts import Parts, ReturnScalePart, State

Policy = BoundedNormal | OneHotPolicy


class Imagined(NamedTuple):
    """N imagined trajectories: the start and H steps.

    features [N, H+1, F], action [N, H, A], reward [N, H+1], discount [N, H+1].
    reward[:, t+1] and discount[:, t+1] follow action[:, t].
    """

    features: Tensor
    action: Tensor
    reward: Tensor
    discount: Tensor


class Behavior(nn.Module):
    """Actor, critic and the critic's slow copy, over features of size F."""

    bins: Tensor

    def __init__(self, features: int, action: int, discrete: bool, config: Config, parts: Parts):
        super().__init__()
        self.config, self.parts, self.discrete = config, parts, discrete
        c, outputs = config, action if discrete else 2 * action
        self.actor = head(features, c.units, c.actor_layers, outputs, scale=0.01)
        self.critic = head(features, c.units, c.critic_layers, c.bins, scale=0.0)
        self.slow_critic = head(features, c.units, c.critic_layers, c.bins, scale=0.0)
        self.slow_critic.load_state_dict(self.critic.state_dict())
        self.slow_critic.requires_grad_(False)
        self.scale: ReturnScalePart = parts.ReturnScale()
        self.register_buffer("bins", parts.symexp_bins(c.bins, c.bin_limit), persistent=False)

    def policy(self, features: Tensor) -> Policy:
        """[..., F] -> a distribution over actions [..., A]"""
        outputs = self.actor(features)
        return OneHotPolicy(outputs, self.parts) if self.discrete else BoundedNormal(outputs)

    @torch.no_grad()
    def dream(self, world_model, start: State) -> Imagined:
        """Let the policy act in imagination.  start [N, …]"""
        features = world_model.features

        def act(state: State) -> Tensor:
            return self.policy(features(state)).sample()

        steps = self.config.imagination_steps
        states, action = world_model.rssm.imagine(start, act, steps)
        seen = features(states)
        return Imagined(seen, action, world_model.reward(seen), world_model.discount(seen))

    def losses(self, dream: Imagined) -> tuple[dict[str, Tensor], Tensor]:
        """Actor and critic losses [N, H], and the returns [N, H]."""
        return imagination_losses(
            dream.action,
            dream.reward,
            dream.discount,
            self.policy(dream.features[:, :-1]),
            self.critic(dream.features),
            self.slow_critic(dream.features),
            self.bins,
            self.scale,
            self.config,
            self.parts,
        )

    def replay_losses(
        self, features: Tensor, reward: Tensor, terminal: Tensor, last: Tensor, returns: Tensor
    ) -> dict[str, Tensor]:
        """The critic's loss on replayed steps, [B, T-1].

        features [B, T, F]; returns [B, T]: what the dream from each step came to.
        """
        loss, _ = replay_value_loss(
            reward,
            terminal,
            last,
            returns,
            self.critic(features),
            self.slow_critic(features),
            self.bins,
            self.config,
            self.parts,
        )
        return {"replay_value": self.config.replay_value_scale * loss}

    @torch.no_grad()
    def update_slow_critic(self) -> None:
        torch._foreach_lerp_(
            list(self.slow_critic.parameters()),
            list(self.critic.parameters()),
            self.config.slow_rate,
        )


def imagination_losses(
    action: Tensor,
    reward: Tensor,
    discount: Tensor,
    policy: Policy,
    value_logits: Tensor,
    slow_logits: Tensor,
    bins: Tensor,
    scale: ReturnScalePart,
    config: Config,
    parts: Parts,
) -> tuple[dict[str, Tensor], Tensor]:
    """Losses of actor and critic in imagination (official `imag_loss`).

    action [N, H, A], reward and discount [N, H+1], policy over [N, H],
    logits [N, H+1, K] -> {"actor", "critic"}: [N, H], returns [N, H]
    """
    value = parts.twohot_mean(value_logits, bins).detach()
    never = torch.zeros_like(reward)
    returns = parts.lambda_return(reward, discount, value, never, config.lam).detach()
    # a step counts as much as it is likely that the dream has got there
    weight = torch.cumprod(discount, 1)[:, :-1].detach()
    advantage = (returns - value[:, :-1]) / scale.update(returns)
    actor = policy.log_prob(action) * advantage + config.entropy * policy.entropy()
    critic = _critic_loss(value_logits[:, :-1], slow_logits[:, :-1], returns, bins, config, parts)
    return {"actor": -weight * actor, "critic": weight * critic}, returns


def replay_value_loss(
    reward: Tensor,
    terminal: Tensor,
    last: Tensor,
    bootstrap: Tensor,
    value_logits: Tensor,
    slow_logits: Tensor,
    bins: Tensor,
    config: Config,
    parts: Parts,
) -> tuple[Tensor, Tensor]:
    """The critic's loss on replayed steps (official `repl_loss`).

    reward, terminal, last, bootstrap [B, T], logits [B, T, K] -> loss and returns [B, T-1]
    """
    discount = (1 - terminal.float()) * (1 - 1 / config.discount_horizon)
    returns = parts.lambda_return(reward, discount, bootstrap, last, config.lam).detach()
    loss = _critic_loss(value_logits[:, :-1], slow_logits[:, :-1], returns, bins, config, parts)
    return (1 - last[:, :-1].float()) * loss, returns


def _critic_loss(
    logits: Tensor, slow_logits: Tensor, returns: Tensor, bins: Tensor, config: Config, parts: Parts
) -> Tensor:
    """The critic's loss: towards the returns, and towards its slow copy."""
    slow = parts.twohot_mean(slow_logits, bins).detach()
    towards_slow = parts.twohot_loss(logits, slow, bins)
    return parts.twohot_loss(logits, returns, bins) + config.slow_scale * towards_slow
