"""Actor and critic, which learn from imagined steps (and the critic from replay).

After `imag_loss` and `repl_loss` of the official `dreamerv3/agent.py`. The actor's gradient
is REINFORCE with advantages over the return scale, for every kind of action (`actor_gradient`
"reinforce", as in the Nature version), or that of the dreamt returns themselves, through the world model
("dynamics"), or ρ of the one and 1 - ρ of the other ("both"): DreamerV2, Hafner et al. 2021, eq. 6; the official
DreamerV2 code's `actor_grad` and `actor_grad_mix`, which is 1 - ρ there.
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
    value [N, H+1]: the critic's, where the actor's gradient goes through the dream; all of it then has one.
    """

    features: Tensor
    action: Tensor
    reward: Tensor
    discount: Tensor
    value: Tensor | None = None


class Behavior(nn.Module):
    """Actor, critic and the critic's slow copy, over features of size F."""

    bins: Tensor
    # scalars that `Agent.anneal` sets, and compiled code sees change
    entropy_weight: Tensor
    reinforce_share: Tensor

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
        self.register_buffer("entropy_weight", torch.tensor(c.entropy), persistent=False)
        self.register_buffer("reinforce_share", torch.tensor(c.rho), persistent=False)
        self.register_buffer("bins", parts.symexp_bins(c.bins, c.bin_limit), persistent=False)

    def policy(self, features: Tensor) -> Policy:
        """[..., F] -> a distribution over actions [..., A]"""
        outputs = self.actor(features)
        return OneHotPolicy(outputs, self.parts) if self.discrete else BoundedNormal(outputs)

    def dream(self, world_model, start: State) -> Imagined:
        """Let the policy act in imagination.  start [N, …]

        With `actor_gradient` "dynamics" or "both", and gradients switched on, they flow from what is dreamt back to
        the actor: through the actions, not through what the policy sees.
        """
        through = self.config.through_dream and torch.is_grad_enabled()
        features = world_model.features

        def act(state: State) -> Tensor:
            policy = self.policy(features(state).detach())
            return policy.rsample() if through else policy.sample()

        with torch.set_grad_enabled(through):
            states, action = world_model.rssm.imagine(start, act, self.config.imagination_steps)
            seen = features(states)
            reward, discount = world_model.reward(seen), world_model.discount(seen)
            value = self.parts.twohot_mean(self.critic(seen), self.bins) if through else None
        return Imagined(seen, action, reward, discount, value)

    def losses(self, dream: Imagined) -> tuple[dict[str, Tensor], Tensor]:
        """Actor and critic losses [N, H], and the returns [N, H]."""
        features = dream.features.detach()
        return imagination_losses(
            dream.action.detach(),
            dream.reward,
            dream.discount,
            self.policy(features[:, :-1]),
            self.critic(features),
            self.slow_critic(features),
            self.bins,
            self.scale,
            self.config,
            self.parts,
            dream.value,
            self.entropy_weight,
            self.reinforce_share,
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
    dreamt_value: Tensor | None = None,
    entropy_weight: Tensor | None = None,
    reinforce_share: Tensor | None = None,
) -> tuple[dict[str, Tensor], Tensor]:
    """Losses of actor and critic in imagination (official `imag_loss`).

    action [N, H, A], reward and discount [N, H+1], policy over [N, H],
    logits [N, H+1, K] -> {"actor", "critic"}: [N, H], returns [N, H].
    dreamt_value: [N, H+1], with a gradient, where the actor's goes through the dream.
    entropy_weight, reinforce_share: scalars; `config.entropy` and `config.rho` where none are given.
    """
    value = parts.twohot_mean(value_logits, bins).detach()
    seed = value if dreamt_value is None else dreamt_value
    never = torch.zeros_like(reward)
    dreamt = parts.lambda_return(reward, discount, seed, never, config.lam)
    returns = dreamt.detach()
    spread, entropy = scale.update(returns), policy.entropy()
    eta = config.entropy if entropy_weight is None else entropy_weight
    share = config.rho if reinforce_share is None else reinforce_share
    actor = torch.zeros_like(entropy)
    if config.actor_gradient != "dynamics":
        log_prob = policy.log_prob(action)
        scored = parts.actor_loss(log_prob, entropy, returns, value, spread, discount, eta)
        actor = actor + share * scored
    if config.through_dream:
        uphill = parts.dream_actor_loss(entropy, dreamt, spread, discount, eta)
        actor = actor + (1 - share) * uphill
    towards = _cross_entropies(value_logits[:, :-1], slow_logits[:, :-1], returns, bins, parts)
    critic = parts.critic_loss(*towards, discount, config.slow_scale)
    return {"actor": actor, "critic": critic}, returns


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
    towards = _cross_entropies(value_logits[:, :-1], slow_logits[:, :-1], returns, bins, parts)
    return parts.replay_value_loss(*towards, last, config.slow_scale), returns


def _cross_entropies(
    logits: Tensor, slow_logits: Tensor, returns: Tensor, bins: Tensor, parts: Parts
) -> tuple[Tensor, Tensor]:
    """Of the critic: towards the returns, and towards its slow copy."""
    slow = parts.twohot_mean(slow_logits, bins).detach()
    return parts.twohot_loss(logits, returns, bins), parts.twohot_loss(logits, slow, bins)
