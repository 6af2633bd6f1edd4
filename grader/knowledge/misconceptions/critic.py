"""Mistakes in the critic's loss."""

import torch

from grader.knowledge.misconceptions import mistake


@mistake("critic_loss")
def every_step_alike(right):
    """Steps that a dream can hardly have reached count as much as its first: weigh each by the product of the discounts up to it."""
    return lambda towards_return, towards_slow, discount, slow_scale=1.0: (
        towards_return + slow_scale * towards_slow
    )


@mistake("critic_loss")
def slow_critic_forgotten(right):
    """The slow critic has no say: its cross-entropy, times slow_scale, is added."""
    return lambda towards_return, towards_slow, discount, slow_scale=1.0: (
        torch.cumprod(discount, 1)[:, :-1].detach() * towards_return
    )


@mistake("critic_loss")
def slow_scale_ignored(right):
    """slow_scale does nothing: it is how strongly the slow critic holds."""
    return lambda towards_return, towards_slow, discount, slow_scale=1.0: (
        torch.cumprod(discount, 1)[:, :-1].detach() * (towards_return + towards_slow)
    )


@mistake("critic_loss")
def slow_not_weighed(right):
    """Only the first cross-entropy is weighed: the weights belong to both."""
    return lambda towards_return, towards_slow, discount, slow_scale=1.0: (
        torch.cumprod(discount, 1)[:, :-1].detach() * towards_return + slow_scale * towards_slow
    )


@mistake("critic_loss")
def critic_weight_one_late(right):
    """The weights are one step late: cumprod(discount, 1)[:, :-1]."""
    return lambda towards_return, towards_slow, discount, slow_scale=1.0: (
        torch.cumprod(discount, 1)[:, 1:].detach() * (towards_return + slow_scale * towards_slow)
    )


@mistake("critic_loss")
def critic_weight_taught(right):
    """The weights have a gradient: detach() them, or the model would learn to end dreams in which the critic errs."""
    return lambda towards_return, towards_slow, discount, slow_scale=1.0: (
        torch.cumprod(discount, 1)[:, :-1] * (towards_return + slow_scale * towards_slow)
    )


@mistake("critic_loss")
def negated(right):
    """The sign is wrong: cross-entropies are losses already."""
    return lambda *args: -right.critic_loss(*args)
