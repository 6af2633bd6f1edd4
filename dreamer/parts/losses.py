"""The losses that learners may write themselves (`06_the_rest_of_the_agent`), in the lab's own form.

After `loss`, `imag_loss` and `repl_loss` of the official `dreamerv3/agent.py`; the actor's gradient through the dream is DreamerV2's
(Hafner et al. 2021, eq. 6). N dreams of H steps, B sequences of T, O numbers of an observation.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def reconstruction_loss(drawn: Tensor, target: Tensor) -> Tensor:
    """The squared error of what is drawn, summed over its numbers.  [B, T, O] × 2 -> [B, T]"""
    return (drawn - target.detach()).square().sum(-1)


def continue_loss(logit: Tensor, terminal: Tensor, gamma: float) -> Tensor:
    """Cross-entropy towards γ·(1 - terminal).  [B, T] × 2 -> [B, T]"""
    goes_on = gamma * (1 - terminal.to(logit.dtype))
    return F.binary_cross_entropy_with_logits(logit, goes_on, reduction="none")


def actor_loss(
    log_prob: Tensor,
    entropy: Tensor,
    returns: Tensor,
    value: Tensor,
    scale: Tensor,
    discount: Tensor,
    eta: float | Tensor,
) -> Tensor:
    """REINFORCE.  [N, H] × 3, [N, H+1], [], [N, H+1], [] -> [N, H]"""
    advantage = ((returns - value[:, :-1]) / scale).detach()
    return -_reached(discount) * (log_prob * advantage + eta * entropy)


def dream_actor_loss(
    entropy: Tensor, returns: Tensor, scale: Tensor, discount: Tensor, eta: float | Tensor
) -> Tensor:
    """The gradient through the dream.  [N, H] × 2, [], [N, H+1], [] -> [N, H]"""
    return -_reached(discount) * (returns / scale.detach() + eta * entropy)


def critic_loss(
    towards_return: Tensor, towards_slow: Tensor, discount: Tensor, slow_scale: float = 1.0
) -> Tensor:
    """From the cross-entropies towards the returns and the slow critic.  [N, H] × 2, [N, H+1] -> [N, H]"""
    return _reached(discount) * (towards_return + slow_scale * towards_slow)


def replay_value_loss(
    towards_return: Tensor, towards_slow: Tensor, last: Tensor, slow_scale: float = 1.0
) -> Tensor:
    """The same on replayed steps.  [B, T-1] × 2, [B, T] -> [B, T-1]"""
    counts = 1 - last[:, :-1].to(towards_return.dtype)
    return counts * (towards_return + slow_scale * towards_slow)


def _reached(discount: Tensor) -> Tensor:
    """How likely it is that a dream has got to each step."""
    return torch.cumprod(discount, 1)[:, :-1].detach()
