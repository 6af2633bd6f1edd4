"""Mistakes in the actor's losses."""

import torch

from grader.knowledge.misconceptions import mistake


def _reached(discount):
    return torch.cumprod(discount, 1)[:, :-1].detach()


def _reached_from_one(discount):
    """As if a dream always began where the world goes on."""
    return _reached(torch.cat([torch.ones_like(discount[:, :1]), discount[:, 1:]], 1))


def _reinforce(log_prob, entropy, advantage, weight, eta):
    return -weight * (log_prob * advantage + eta * entropy)


@mistake("actor_loss")
def sign_forgotten(right):
    """The sign is missing: a loss is minimised, and this one would make good actions less likely."""
    return lambda *args: -right.actor_loss(*args)


@mistake("actor_loss")
def advantage_taught(right):
    """The advantage has a gradient. It says how much, and stands still: detach() returns, values and scale."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = (returns - value[:, :-1]) / scale
        return _reinforce(log_prob, entropy, advantage, _reached(discount), eta)

    return actor_loss


@mistake("actor_loss")
def without_baseline(right):
    """The critic's value is not subtracted: every action of a good dream would be praised."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = (returns / scale).detach()
        return _reinforce(log_prob, entropy, advantage, _reached(discount), eta)

    return actor_loss


@mistake("actor_loss")
def next_value(right):
    """The value of the next state is subtracted. What was expected before the action is the value of its own step: value[:, :-1]."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, 1:]) / scale).detach()
        return _reinforce(log_prob, entropy, advantage, _reached(discount), eta)

    return actor_loss


@mistake("actor_loss")
def not_scaled(right):
    """The advantage is not divided by the scale."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = (returns - value[:, :-1]).detach()
        return _reinforce(log_prob, entropy, advantage, _reached(discount), eta)

    return actor_loss


@mistake("actor_loss")
def entropy_punished(right):
    """The entropy is punished: its sign is the other one. A higher entropy is wanted, as a higher return is."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, :-1]) / scale).detach()
        return _reinforce(log_prob, -entropy, advantage, _reached(discount), eta)

    return actor_loss


@mistake("actor_loss")
def entropy_scaled(right):
    """The entropy is divided by the scale, too. The scale makes returns comparable with it; the entropy is the same in every task."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = (returns - value[:, :-1]).detach()
        return _reinforce(log_prob, entropy, advantage, _reached(discount) / scale.detach(), eta)

    return actor_loss


@mistake("actor_loss")
def every_step_alike(right):
    """Steps that a dream can hardly have reached count as much as its first: weigh each by the product of the discounts up to it."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, :-1]) / scale).detach()
        return _reinforce(log_prob, entropy, advantage, 1.0, eta)

    return actor_loss


@mistake("actor_loss")
def weight_one_late(right):
    """The weights are one step late: a step's own discount belongs to its product, and the last one to none: cumprod(…)[:, :-1]."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, :-1]) / scale).detach()
        weight = torch.cumprod(discount, 1)[:, 1:].detach()
        return _reinforce(log_prob, entropy, advantage, weight, eta)

    return actor_loss


@mistake("actor_loss")
def weight_from_one(right):
    """The weights begin at 1. A dream may begin where the world has ended, and then teaches nothing: the first state's own discount belongs to the product."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, :-1]) / scale).detach()
        return _reinforce(log_prob, entropy, advantage, _reached_from_one(discount), eta)

    return actor_loss


@mistake("actor_loss")
def weight_shifted(right):
    """The weights are one step early: a step's own discount belongs to its product, from the first state on: cumprod(…)[:, :-1]."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, :-1]) / scale).detach()
        late = torch.cat([discount[:, :1], discount[:, :-1]], 1)
        return _reinforce(log_prob, entropy, advantage, _reached_from_one(late), eta)

    return actor_loss


@mistake("actor_loss")
def discount_for_weight(right):
    """Each step is weighed by its own discount alone. It is the product of all discounts up to there: torch.cumprod."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, :-1]) / scale).detach()
        return _reinforce(log_prob, entropy, advantage, discount[:, :-1].detach(), eta)

    return actor_loss


@mistake("actor_loss")
def weight_taught(right):
    """The weights have a gradient: they say how much a step counts, and the actor's loss teaches no discount. detach() them."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, :-1]) / scale).detach()
        return _reinforce(log_prob, entropy, advantage, torch.cumprod(discount, 1)[:, :-1], eta)

    return actor_loss


@mistake("actor_loss")
def entropy_outside(right):
    """The weights stand at the advantage alone: they belong to the entropy, too."""

    def actor_loss(log_prob, entropy, returns, value, scale, discount, eta):
        advantage = ((returns - value[:, :-1]) / scale).detach()
        return -_reached(discount) * log_prob * advantage - eta * entropy

    return actor_loss


@mistake("dream_actor_loss")
def dream_sign_forgotten(right):
    """The sign is missing: a loss is minimised, and returns are to rise."""
    return lambda *args: -right.dream_actor_loss(*args)


@mistake("dream_actor_loss")
def returns_stand_still(right):
    """The returns are detached, and nothing is left that teaches: here the gradient goes back through them."""

    def dream_actor_loss(entropy, returns, scale, discount, eta):
        return -_reached(discount) * (returns.detach() / scale.detach() + eta * entropy)

    return dream_actor_loss


@mistake("dream_actor_loss")
def dream_not_scaled(right):
    """The returns are not divided by the scale."""

    def dream_actor_loss(entropy, returns, scale, discount, eta):
        return -_reached(discount) * (returns + eta * entropy)

    return dream_actor_loss


@mistake("dream_actor_loss")
def dream_scale_taught(right):
    """The scale has a gradient: it measures the returns, and stands still."""

    def dream_actor_loss(entropy, returns, scale, discount, eta):
        return -_reached(discount) * (returns / scale + eta * entropy)

    return dream_actor_loss


@mistake("dream_actor_loss")
def dream_entropy_punished(right):
    """The entropy is punished: its sign is the other one."""

    def dream_actor_loss(entropy, returns, scale, discount, eta):
        return -_reached(discount) * (returns / scale.detach() - eta * entropy)

    return dream_actor_loss


@mistake("dream_actor_loss")
def dream_every_step_alike(right):
    """Steps that a dream can hardly have reached count as much as its first: weigh each by the product of the discounts up to it."""

    def dream_actor_loss(entropy, returns, scale, discount, eta):
        return -(returns / scale.detach() + eta * entropy)

    return dream_actor_loss


@mistake("dream_actor_loss")
def dream_weight_taught(right):
    """The weights have a gradient: then a dream could look better by ending sooner. detach() them."""

    def dream_actor_loss(entropy, returns, scale, discount, eta):
        weight = torch.cumprod(discount, 1)[:, :-1]
        return -weight * (returns / scale.detach() + eta * entropy)

    return dream_actor_loss
