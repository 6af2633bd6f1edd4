"""Distributions over actions: a bounded normal for continuous ones, one-hot for discrete ones.

After `bounded_normal` and `onehot` of the official `embodied/jax/heads.py`; the actor in
`dreamer.agent.behavior` uses them.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor


class BoundedNormal:
    """A policy over continuous actions: mean in (-1, 1), standard deviation in (0.1, 1).

    outputs: [..., 2A], the raw means and then the raw standard deviations.
    Source: `bounded_normal` of the official `embodied/jax/heads.py`.
    """

    MIN_STD, MAX_STD = 0.1, 1.0

    def __init__(self, outputs: Tensor):
        mean, std = outputs.chunk(2, -1)
        self.mean = torch.tanh(mean)
        self.std = (self.MAX_STD - self.MIN_STD) * torch.sigmoid(std + 2.0) + self.MIN_STD

    def mode(self) -> Tensor:
        return self.mean

    def rsample(self) -> Tensor:
        """[..., A], with a gradient to mean and deviation; may lie outside [-1, 1], as in the official
        code: the environment clips."""
        return self.mean + self.std * torch.randn_like(self.mean)

    def sample(self) -> Tensor:
        """The same without a gradient."""
        return self.rsample().detach()

    def log_prob(self, action: Tensor) -> Tensor:
        """[..., A] -> [...]"""
        z = (action - self.mean) / self.std
        return (-0.5 * z.square() - self.std.log() - 0.5 * math.log(2 * math.pi)).sum(-1)

    def entropy(self) -> Tensor:
        """[...], in nats, summed over action dimensions."""
        return (self.std.log() + 0.5 * math.log(2 * math.pi * math.e)).sum(-1)


class OneHotPolicy:
    """A policy over A discrete actions, as one-hot vectors, mixed with 1 % of the uniform one.

    outputs: logits [..., A]. Built on the learner's `unimix` and `sample_onehot`.
    """

    def __init__(self, logits: Tensor, parts):
        self.logits = logits.unsqueeze(-2)  # one variable: [..., 1, A]
        self.log_probs = parts.unimix(self.logits)
        self._sample_onehot = parts.sample_onehot

    def mode(self) -> Tensor:
        index = self.logits.squeeze(-2).argmax(-1)
        return F.one_hot(index, self.logits.shape[-1]).to(self.logits.dtype)

    def rsample(self) -> Tensor:
        """One-hot [..., A], with the gradient of the probabilities (straight through)."""
        return self._sample_onehot(self.logits).squeeze(-2)

    def sample(self) -> Tensor:
        """The same without a gradient."""
        return self.rsample().detach()

    def log_prob(self, action: Tensor) -> Tensor:
        """[..., A] -> [...]"""
        return (self.log_probs.squeeze(-2) * action).sum(-1)

    def entropy(self) -> Tensor:
        """[...], in nats."""
        return -(self.log_probs.exp() * self.log_probs).sum((-2, -1))
