"""Mistakes in the mixture with the uniform distribution and in drawing from it."""

import torch
import torch.nn.functional as F

from grader.knowledge.misconceptions import mistake


def _draw(probs, generator):
    """A one-hot sample without a gradient."""
    times = -torch.rand(probs.shape, generator=generator).log()
    index = (probs.detach() / times).argmax(-1)
    return F.one_hot(index, probs.shape[-1]).to(probs.dtype)


# ---- unimix


@mistake("unimix")
def no_unimix(right):
    """The uniform 1 % is missing: a class may then become impossible, and a KL infinite."""
    return lambda logits, ratio=0.01: logits.log_softmax(-1)


@mistake("unimix")
def shares_swapped(right):
    """The shares are swapped: 99 % belong to the softmax and 1 % to the uniform distribution."""

    def unimix(logits, ratio=0.01):
        return torch.log(ratio * logits.softmax(-1) + (1 - ratio) / logits.shape[-1])

    return unimix


@mistake("unimix")
def over_variables(right):
    """The uniform distribution gives each of the K classes 1/K; here it is 1/S, over the variables."""

    def unimix(logits, ratio=0.01):
        S = logits.shape[-2] if logits.ndim > 1 else 1
        return torch.log((1 - ratio) * logits.softmax(-1) + ratio / S)

    return unimix


@mistake("unimix")
def not_divided(right):
    """The whole 1 % is added to every class: each gets 1/K of it, or the probabilities add up to more than 1."""
    return lambda logits, ratio=0.01: torch.log((1 - ratio) * logits.softmax(-1) + ratio)


@mistake("unimix")
def softmax_not_scaled(right):
    """The softmax keeps its full weight: with 1 % for the uniform distribution it has 99 %, or the sum is 1.01."""

    def unimix(logits, ratio=0.01):
        return torch.log(logits.softmax(-1) + ratio / logits.shape[-1])

    return unimix


@mistake("unimix")
def probabilities(right):
    """These are probabilities: unimix gives their logarithms."""
    return lambda logits, ratio=0.01: right.unimix(logits, ratio).exp()


@mistake("unimix")
def in_logits(right):
    """The logits are mixed. It is the probabilities that are: softmax first, then 99 % of it."""

    def unimix(logits, ratio=0.01):
        return ((1 - ratio) * logits + ratio / logits.shape[-1]).log_softmax(-1)

    return unimix


@mistake("unimix")
def fixed_ratio(right):
    """The ratio is written into the function: use the argument."""
    return lambda logits, ratio=0.01: right.unimix(logits, 0.01)


@mistake("unimix")
def over_everything(right):
    """The softmax runs over all variables at once. Each of the S variables has a distribution of its own, over the last axis."""

    def unimix(logits, ratio=0.01):
        probs = logits.flatten(-2).softmax(-1).view_as(logits)
        return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])

    return unimix


@mistake("unimix")
def clamped(right):
    """Small probabilities are raised to ratio / K, and the others stay as they are. To mix is to take 1 % off every class and hand it out evenly."""
    return lambda logits, ratio=0.01: logits.softmax(-1).clamp(min=ratio / logits.shape[-1]).log()


@mistake("unimix")
def clamped_2(right):
    """Small probabilities are raised to ratio / K, and the others stay as they are. To mix is to take 1 % off every class and hand it out evenly."""

    def unimix(logits, ratio=0.01):
        probs = logits.softmax(-1).clamp(min=ratio / logits.shape[-1])
        return (probs / probs.sum(-1, keepdim=True)).log()

    return unimix


@mistake("unimix")
def exp_without_shift(right):
    """exp(1000) is infinite: torch.softmax takes the largest logit of each variable off first."""

    def unimix(logits, ratio=0.01):
        probs = logits.exp() / logits.exp().sum(-1, keepdim=True)
        return ((1 - ratio) * probs + ratio / logits.shape[-1]).log()

    return unimix


@mistake("unimix")
def mixed_as_logarithms(right):
    """Logarithms are mixed. It is the probabilities that are; the logarithm comes last."""

    def unimix(logits, ratio=0.01):
        even = -torch.tensor(float(logits.shape[-1])).log()
        return (1 - ratio) * logits.log_softmax(-1) + ratio * even

    return unimix


# ---- sample_onehot


@mistake("sample_onehot")
def draws_without_unimix(right):
    """Unlikely classes come too seldom, as from the plain softmax: one draw in a hundred comes from the uniform distribution."""

    def sample_onehot(logits, generator=None):
        probs = right.unimix(logits).exp()
        return _draw(logits.softmax(-1), generator) + probs - probs.detach()

    return sample_onehot


@mistake("sample_onehot")
def no_straight_through(right):
    """The draws are right, but no gradient gets through: add p and take p away without its gradient."""
    return lambda logits, generator=None: _draw(right.unimix(logits).exp(), generator)


@mistake("sample_onehot")
def through_logits(right):
    """The gradient is that of the logits: it should be that of the mixed probabilities."""

    def sample_onehot(logits, generator=None):
        return _draw(right.unimix(logits).exp(), generator) + logits - logits.detach()

    return sample_onehot


@mistake("sample_onehot")
def through_log_probs(right):
    """The gradient is that of the log-probabilities: it should be that of the probabilities."""

    def sample_onehot(logits, generator=None):
        log_probs = right.unimix(logits)
        return _draw(log_probs.exp(), generator) + log_probs - log_probs.detach()

    return sample_onehot


@mistake("sample_onehot")
def through_softmax(right):
    """The gradient is that of the plain softmax: it should be that of the mixed probabilities, like everything else."""

    def sample_onehot(logits, generator=None):
        probs = logits.softmax(-1)
        return _draw(right.unimix(logits).exp(), generator) + probs - probs.detach()

    return sample_onehot


@mistake("sample_onehot")
def no_unimix_at_all(right):
    """The uniform 1 % is missing, in the draws and in the gradient."""

    def sample_onehot(logits, generator=None):
        probs = logits.softmax(-1)
        return _draw(probs, generator) + probs - probs.detach()

    return sample_onehot


@mistake("sample_onehot")
def soft_sample(right):
    """These are the probabilities themselves: a sample is a one-hot vector, one class drawn and the others 0."""
    return lambda logits, generator=None: right.unimix(logits).exp()


@mistake("sample_onehot")
def likeliest(right):
    """The likeliest class is taken every time: a sample must be drawn."""

    def sample_onehot(logits, generator=None):
        probs = right.unimix(logits).exp()
        onehot = F.one_hot(probs.argmax(-1), probs.shape[-1]).to(probs.dtype)
        return onehot + probs - probs.detach()

    return sample_onehot


@mistake("sample_onehot")
def one_draw_for_all(right):
    """One class is drawn out of all S·K. Each of the S variables draws one of its own K."""

    def sample_onehot(logits, generator=None):
        probs = right.unimix(logits).exp()
        flat = probs.flatten(-2) / logits.shape[-2]
        return _draw(flat, generator).view_as(logits) + probs - probs.detach()

    return sample_onehot


@mistake("sample_onehot")
def generator_ignored(right):
    """The generator is not used: pass it on, or no run can be repeated."""
    return lambda logits, generator=None: right.sample_onehot(logits)
