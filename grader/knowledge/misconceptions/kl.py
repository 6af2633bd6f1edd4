"""Mistakes in the KL losses."""

import torch

from grader.knowledge.misconceptions import mistake


def _kl(right, q_logits, p_logits):
    q, p = right.unimix(q_logits), right.unimix(p_logits)
    return (q.exp() * (q - p)).sum((-2, -1))


def _losses(right, posterior, prior, free_nats, kl=_kl):
    dyn, rep = kl(right, posterior.detach(), prior), kl(right, posterior, prior.detach())
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)


def _floored(right, floor):
    """kl_losses with another way to leave nats free."""

    def kl_losses(posterior, prior, free_nats=1.0):
        dyn, rep = _losses(right, posterior, prior, 0.0)
        return floor(dyn, free_nats), floor(rep, free_nats)

    return kl_losses


def _with(kl):
    """kl_losses with another KL."""

    def make(right):
        return lambda posterior, prior, free_nats=1.0: _losses(
            right, posterior, prior, free_nats, kl
        )

    return make


@mistake("kl_losses")
def sides_swapped(right):
    """The stop-gradients are on the wrong sides: dyn teaches the prior, so it is the posterior that stands still in it."""
    return lambda posterior, prior, free_nats=1.0: _losses(right, posterior, prior, free_nats)[::-1]


@mistake("kl_losses")
def no_stop_gradient(right):
    """There is no stop-gradient: dyn should teach the prior alone, and rep the posterior alone."""

    def kl_losses(posterior, prior, free_nats=1.0):
        loss = _kl(right, posterior, prior).clamp(min=free_nats)
        return loss, loss

    return kl_losses


@mistake("kl_losses")
def stopped_altogether(right):
    """No gradient gets through at all: in each loss only one of the two sides stands still."""

    def kl_losses(posterior, prior, free_nats=1.0):
        loss = _kl(right, posterior.detach(), prior.detach()).clamp(min=free_nats)
        return loss, loss.clone()

    return kl_losses


@mistake("kl_losses")
def scaled(right):
    """The weights 1 and 0.1 are already in here: they belong to the world model's loss, and come later."""

    def kl_losses(posterior, prior, free_nats=1.0):
        dyn, rep = _losses(right, posterior, prior, free_nats)
        return dyn, 0.1 * rep

    return kl_losses


@mistake("kl_losses")
def scaled_2(right):
    """The weights are in here, and swapped: they belong to the world model's loss (dyn 1, rep 0.1), and come later."""

    def kl_losses(posterior, prior, free_nats=1.0):
        dyn, rep = _losses(right, posterior, prior, free_nats)
        return 0.1 * dyn, rep

    return kl_losses


@mistake("kl_losses")
def reversed_kl(right):
    """This is KL[prior ‖ posterior]: the expectation is taken under the posterior, which has seen what happened."""

    def kl_losses(posterior, prior, free_nats=1.0):
        dyn, rep = (
            _kl(right, prior, posterior.detach()),
            _kl(right, prior.detach(), posterior),
        )
        return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

    return kl_losses


@mistake("kl_losses")
def free_for_each(right):
    """Every variable has its own free nat here. The KL is summed over the S variables first; then one nat is free."""

    def kl_losses(posterior, prior, free_nats=1.0):
        def loss(q_logits, p_logits):
            q, p = right.unimix(q_logits), right.unimix(p_logits)
            return (q.exp() * (q - p)).sum(-1).clamp(min=free_nats).sum(-1)

        return loss(posterior.detach(), prior), loss(posterior, prior.detach())

    return kl_losses


@mistake("kl_losses")
def mean_over_variables(right):
    """The KL is averaged over the variables: they are independent, so theirs add up."""

    def kl(right, q_logits, p_logits):
        return _kl(right, q_logits, p_logits) / q_logits.shape[-2]

    return _with(kl)(right)


@mistake("kl_losses")
def mean_over_classes(right):
    """The KL is averaged over the classes: its terms add up."""

    def kl(right, q_logits, p_logits):
        return _kl(right, q_logits, p_logits) / q_logits.shape[-1]

    return _with(kl)(right)


@mistake("kl_losses")
def free_after_mean(right):
    """The free nats are compared with the mean of the batch: each step has its own."""

    def kl_losses(posterior, prior, free_nats=1.0):
        dyn, rep = (
            _kl(right, posterior.detach(), prior).mean(),
            _kl(right, posterior, prior.detach()).mean(),
        )
        return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)

    return kl_losses


@mistake("kl_losses")
def least_for_most(right):
    """The smaller of KL and free nats is taken. Below the free nats the loss should stay at them: the larger of the two."""

    def kl_losses(posterior, prior, free_nats=1.0):
        dyn, rep = _losses(right, posterior, prior, 0.0)
        return dyn.clamp(max=free_nats), rep.clamp(max=free_nats)

    return kl_losses


@mistake("kl_losses")
def subtracted(right):
    """The free nats are taken off. The loss is the larger of KL and free nats: below them it is flat, above them the KL itself."""

    def kl_losses(posterior, prior, free_nats=1.0):
        dyn, rep = _losses(right, posterior, prior, 0.0)
        return (dyn - free_nats).clamp(min=0), (rep - free_nats).clamp(min=0)

    return kl_losses


@mistake("kl_losses")
def none_are_free(right):
    """No nats are free: below free_nats the loss should stay there, so that guesses need not agree to the last digit."""
    return lambda posterior, prior, free_nats=1.0: _losses(right, posterior, prior, 0.0)


@mistake("kl_losses")
def kl_without_unimix(right):
    """The 1 % of the uniform distribution is missing in the KL: it counts wherever a probability does."""

    def kl(right, q_logits, p_logits):
        q, p = q_logits.log_softmax(-1), p_logits.log_softmax(-1)
        return (q.exp() * (q - p)).sum((-2, -1))

    return _with(kl)(right)


@mistake("kl_losses")
def one_side_mixed(right):
    """Only one of the two distributions is mixed with the uniform one: both are."""

    def kl(right, q_logits, p_logits):
        q, p = q_logits.log_softmax(-1), right.unimix(p_logits)
        return (q.exp() * (q - p)).sum((-2, -1))

    return _with(kl)(right)


@mistake("kl_losses")
def one_side_mixed_2(right):
    """Only one of the two distributions is mixed with the uniform one: both are."""

    def kl(right, q_logits, p_logits):
        q, p = right.unimix(q_logits), p_logits.log_softmax(-1)
        return (q.exp() * (q - p)).sum((-2, -1))

    return _with(kl)(right)


@mistake("kl_losses")
def mixed_twice(right):
    """The uniform distribution is mixed in twice: log-probabilities that are mixed already go through unimix again."""

    def kl(right, q_logits, p_logits):
        return _kl(right, right.unimix(q_logits), right.unimix(p_logits))

    return _with(kl)(right)


@mistake("kl_losses")
def free_nats_fixed(right):
    """The number of free nats is written into the function: use the argument."""
    return lambda posterior, prior, free_nats=1.0: _losses(right, posterior, prior, 1.0)


@mistake("kl_losses")
def cross_entropy(right):
    """This is the cross-entropy: the posterior's own entropy has to be taken off to make it a KL."""

    def kl(right, q_logits, p_logits):
        return -(right.unimix(q_logits).exp() * right.unimix(p_logits)).sum((-2, -1))

    return _with(kl)(right)


@mistake("kl_losses")
def gradient_below(right):
    """Below the free nats a gradient still flows: there the loss is flat."""

    def kl_losses(posterior, prior, free_nats=1.0):
        def loss(q, p):
            value = _kl(right, q, p)
            return value + (free_nats - value).clamp(min=0).detach()

        return loss(posterior.detach(), prior), loss(posterior, prior.detach())

    return kl_losses


@mistake("kl_losses")
def over_time(right):
    """The time axis is averaged away: one number for each step is wanted, [B, T]."""

    def kl_losses(posterior, prior, free_nats=1.0):
        return tuple(x.mean(-1) for x in _losses(right, posterior, prior, free_nats))

    return kl_losses


@mistake("kl_losses")
def free_nats_of_mean(right):
    """The free nats are compared with a mean over the batch: each step has its own, whatever the others say."""

    def floor(kl, free_nats):
        return torch.where(kl.mean() > free_nats, kl, torch.full_like(kl, free_nats))

    return _floored(right, floor)


@mistake("kl_losses")
def zero_below(right):
    """A step below the free nats gives 0: the loss is the larger of the two, so it gives the free nats."""
    return _floored(right, lambda kl, free_nats: kl * (kl > free_nats))


@mistake("kl_losses")
def zero_for_default(right):
    """free_nats=0 is taken for not given (`or` and a plain `if` do that): 0 is a number of its own."""
    return lambda posterior, prior, free_nats=1.0: _losses(
        right, posterior, prior, free_nats or 1.0
    )


@mistake("kl_losses")
def raw_weights(right):
    """The terms are weighted with the plain softmax of the posterior: its probabilities are those of unimix, too."""

    def kl(right, q_logits, p_logits):
        difference = right.unimix(q_logits) - right.unimix(p_logits)
        return (q_logits.softmax(-1) * difference).sum((-2, -1))

    return _with(kl)(right)


@mistake("kl_losses")
def dyn_as_cross_entropy(right):
    """dyn is the cross-entropy: the posterior's own entropy has to be taken off to make it a KL, though it teaches the prior nothing."""

    def kl_losses(posterior, prior, free_nats=1.0):
        q, p = right.unimix(posterior.detach()), right.unimix(prior)
        cross = -(q.exp() * p).sum((-2, -1))
        return cross.clamp(min=free_nats), right.kl_losses(posterior, prior, free_nats)[1]

    return kl_losses
