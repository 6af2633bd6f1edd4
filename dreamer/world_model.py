"""The world model: what is seen becomes a latent state, and the state predicts.

After the loss of the official `agent.py`: reconstruction (of numbers in symlog space), reward
by symexp twohot, continuation with the discount folded in, and the two KL losses.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dreamer.config import Config
from dreamer.nets import ImageDecoder, ImageEncoder, head, mlp
from dreamer.parts import Parts, State
from dreamer.replay import Step


class WorldModel(nn.Module):
    """Encoder, RSSM and the three heads.  obs: the shape of what is seen; A action numbers."""

    bins: Tensor

    def __init__(self, obs: tuple[int, ...], action: int, config: Config, parts: Parts):
        super().__init__()
        self.config, self.parts = config, parts
        c, units = config, config.units
        features = c.deter + c.stoch * c.classes
        self.pixels = len(obs) == 3
        self.encoder: nn.Module
        self.decoder: nn.Module
        if self.pixels:
            self.encoder = ImageEncoder(c.depth)
            embed = self.encoder.size
        else:
            self.encoder = mlp(obs[0], units, c.encoder_layers)
            embed = units
        self.rssm = parts.RSSM(
            deter=c.deter,
            hidden=c.hidden,
            stoch=c.stoch,
            classes=c.classes,
            blocks=c.blocks,
            embed=embed,
            action=action,
        )
        if self.pixels:
            self.decoder = ImageDecoder(c.deter, c.stoch * c.classes, units, c.depth)
        else:
            self.decoder = head(features, units, c.decoder_layers, obs[0])
        # A scale of 0: before the first update every reward is predicted as exactly 0.
        self.reward_head = head(features, units, c.reward_layers, c.bins, scale=0.0)
        self.continue_head = head(features, units, c.continue_layers, 1)
        self.register_buffer("bins", parts.symexp_bins(c.bins, c.bin_limit), persistent=False)

    @staticmethod
    def features(state: State) -> Tensor:
        """What heads, actor and critic see.  State [...] -> [..., D + S·K]"""
        return torch.cat([state.deter, state.stoch.flatten(-2)], -1)

    def embed(self, obs: Tensor) -> Tensor:
        """[..., O] or uint8 [..., 64, 64, 3] -> [..., E]"""
        return self.encoder(obs if self.pixels else self.parts.symlog(obs))

    def decode(self, features: Tensor) -> Tensor:
        """What would be seen.  [..., D + S·K] -> [..., O], or [..., 64, 64, 3] in 0..1"""
        decoded = self.decoder(features)
        return decoded if self.pixels else self.parts.symexp(decoded)

    def reward(self, features: Tensor) -> Tensor:
        """Expected reward.  [..., D + S·K] -> [...]"""
        return self.parts.twohot_mean(self.reward_head(features), self.bins)

    def discount(self, features: Tensor) -> Tensor:
        """γ times the probability that the episode goes on.  [..., D + S·K] -> [...]"""
        return torch.sigmoid(self.continue_head(features)).squeeze(-1)

    def losses(self, steps: Step, context: State) -> tuple[dict[str, Tensor], State]:
        """The losses of a batch, each [B, T] and already weighted, and its states [B, T, …]."""
        c, parts = self.config, self.parts
        embed = self.embed(steps.obs)
        states = self.rssm.observe(embed, steps.action, steps.is_first, context)
        prior = self.rssm.prior(states.deter)
        dyn, rep = parts.kl_losses(states.logits, prior, c.free_nats)
        features = self.features(states)
        seen = steps.obs.float() / 255 if self.pixels else parts.symlog(steps.obs)
        error = self.decoder(features) - seen
        alive = (~steps.is_terminal).float() * (1 - 1 / c.discount_horizon)
        losses = {
            "dyn": c.dyn_scale * dyn,
            "rep": c.rep_scale * rep,
            "obs": error.square().flatten(2).sum(-1),
            "reward": parts.twohot_loss(self.reward_head(features), steps.reward, self.bins),
            "continue": F.binary_cross_entropy_with_logits(
                self.continue_head(features).squeeze(-1), alive, reduction="none"
            ),
        }
        return losses, states
