"""The world model: encoder, RSSM, and the decoder, reward and continue heads, with their losses.

After the loss of the official `dreamerv3/agent.py`: reconstruction (of numbers in symlog space), reward
by symexp twohot, continuation with the discount folded in, and the two KL losses.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dreamer.agent.config import Config
from dreamer.agent.image_nets import ImageDecoder, ImageEncoder
from dreamer.agent.replay import Step
from dreamer.errors import UserError
from dreamer.nets import head, mlp
from dreamer.parts import Parts, State

BARLOW_SCALE, REDUNDANCY_SCALE = 0.05, 5e-4  # of R²-Dreamer's published configuration


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
        self.decoder: nn.Module | None = None
        self.projector: nn.Module | None = None
        if self.pixels:
            self.encoder = ImageEncoder(c.depth, c.bfloat16_images)
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
        if c.representation == "barlow":
            self.projector = nn.Linear(features, embed, bias=False)
        elif self.pixels:
            self.decoder = ImageDecoder(
                c.deter, c.stoch * c.classes, units, c.depth, c.bfloat16_images
            )
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
        """What would be seen.  [..., D + S·K] -> [..., O], or [..., 64, 64, 3] in 0..1

        Raises UserError where the world model learnt without a decoder.
        """
        if self.decoder is None:
            raise UserError("this world model has no decoder: it cannot draw what it believes")
        decoded = self.decoder(features)
        return decoded if self.pixels else self.parts.symexp(decoded)

    def reward(self, features: Tensor) -> Tensor:
        """Expected reward.  [..., D + S·K] -> [...]"""
        return self.parts.twohot_mean(self.reward_head(features), self.bins)

    def discount(self, features: Tensor) -> Tensor:
        """γ times the probability that the episode goes on.  [..., D + S·K] -> [...]"""
        return torch.sigmoid(self.continue_head(features)).squeeze(-1)

    def losses(self, steps: Step, context: State) -> tuple[dict[str, Tensor], State]:
        """The losses of a batch, each [B, T] or [] and already weighted, and its states [B, T, …]."""
        c, parts = self.config, self.parts
        embed = self.embed(steps.obs)
        states = self.rssm.observe(embed, steps.action, steps.is_first, context)
        prior = self.rssm.prior(states.deter)
        dyn, rep = parts.kl_losses(states.logits, prior, c.free_nats)
        features = self.features(states)
        goes_on = self.continue_head(features).squeeze(-1)
        losses = {
            "dyn": c.dyn_scale * dyn,
            "rep": c.rep_scale * rep,
            "obs": c.obs_scale * self._representation_loss(features, steps.obs, embed),
            "reward": parts.twohot_loss(self.reward_head(features), steps.reward, self.bins),
            "continue": parts.continue_loss(goes_on, steps.is_terminal, 1 - 1 / c.discount_horizon),
        }
        return losses, states

    def _representation_loss(self, features: Tensor, obs: Tensor, embed: Tensor) -> Tensor:
        """The reconstruction loss [B, T]; without a decoder, `barlow_loss` []."""
        if self.decoder is not None:
            seen = obs.float() / 255 if self.pixels else self.parts.symlog(obs)
            return self.parts.reconstruction_loss(
                self.decoder(features).flatten(2), seen.flatten(2)
            )
        assert self.projector is not None
        told = self.projector(features).flatten(0, 1)
        return BARLOW_SCALE * barlow_loss(told, embed.detach().flatten(0, 1))


def barlow_loss(one: Tensor, other: Tensor) -> Tensor:
    """Barlow Twins loss: the distance of the cross-correlation of two sets of E numbers from the identity.

    [N, E], [N, E] -> []. The redundancy-reduction objective of Barlow Twins (Zbontar and others, 2021) as R²-Dreamer
    (Morihira and others, ICLR 2026) uses it in place of a decoder.
    """
    one, other = ((x - x.mean(0)) / (x.std(0) + 1e-8) for x in (one, other))
    correlation = one.T @ other / len(one)
    alike = (correlation.diagonal() - 1).square().sum()
    redundant = correlation.square().sum() - correlation.diagonal().square().sum()
    return alike + REDUNDANCY_SCALE * redundant
