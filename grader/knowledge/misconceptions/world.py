"""Mistakes in the world model's losses."""

import torch
import torch.nn.functional as F

from grader.knowledge.misconceptions import mistake


@mistake("reconstruction_loss")
def mean_over_numbers(right):
    """The error is averaged over the numbers of an observation. It is summed: each of them is a prediction of its own."""
    return lambda drawn, target: (drawn - target.detach()).square().mean(-1)


@mistake("reconstruction_loss")
def one_number_for_all(right):
    """One number comes back for the whole batch. Sum over the last axis alone: a loss for each step."""
    return lambda drawn, target: (drawn - target.detach()).square().sum()


@mistake("reconstruction_loss")
def absolute_error(right):
    """The distance is not squared."""
    return lambda drawn, target: (drawn - target.detach()).abs().sum(-1)


@mistake("reconstruction_loss")
def half_the_square(right):
    """Half of the square is taken. The published loss is the whole square."""
    return lambda drawn, target: 0.5 * (drawn - target.detach()).square().sum(-1)


@mistake("reconstruction_loss")
def target_taught(right):
    """What was seen gets a gradient: detach() the target, which only says what should be drawn."""
    return lambda drawn, target: (drawn - target).square().sum(-1)


def _cross_entropy(logit, target):
    return F.binary_cross_entropy_with_logits(logit, target, reduction="none")


@mistake("continue_loss")
def without_gamma(right):
    """The target is 1 - terminal, without γ. The head is taught the discount itself: gamma · (1 - terminal)."""
    return lambda logit, terminal, gamma: _cross_entropy(logit, 1 - terminal.to(logit.dtype))


@mistake("continue_loss")
def terminal_for_continue(right):
    """The probability that the world ends is taught. It is the one that it goes on: 1 - terminal."""
    return lambda logit, terminal, gamma: _cross_entropy(logit, gamma * terminal.to(logit.dtype))


@mistake("continue_loss")
def averaged(right):
    """The mean over the batch comes back: reduction='none' gives a loss for each step."""
    return lambda logit, terminal, gamma: F.binary_cross_entropy_with_logits(
        logit, gamma * (1 - terminal.to(logit.dtype))
    )


@mistake("continue_loss")
def overflowing(right):
    """log(sigmoid(logit)) is -inf where the network is sure and wrong: binary_cross_entropy_with_logits stays finite."""

    def continue_loss(logit, terminal, gamma):
        true, said = gamma * (1 - terminal.to(logit.dtype)), torch.sigmoid(logit)
        return -(true * said.log() + (1 - true) * (1 - said).log())

    return continue_loss


@mistake("continue_loss")
def squared_error(right):
    """The squared error of the probability is taken. A probability is taught by a cross-entropy, which punishes being sure and wrong."""
    return lambda logit, terminal, gamma: (
        torch.sigmoid(logit) - gamma * (1 - terminal.to(logit.dtype))
    ).square()
