"""Mistakes in the bins, the twohot weights, their mean and the loss."""

import torch
import torch.nn.functional as F

from grader.knowledge.misconceptions import mistake


def _places(target, bins):
    """Index of the bin above, and how far the target lies towards it."""
    target = target.detach().clamp(bins[0], bins[-1])
    above = torch.searchsorted(bins, target.contiguous(), right=True).clamp(1, len(bins) - 1)
    return above, (target - bins[above - 1]) / (bins[above] - bins[above - 1])


def _weights(above, share, bins, low=None):
    low = 1 - share if low is None else low
    one = F.one_hot(above - 1, len(bins)) * low.unsqueeze(-1)
    return one + F.one_hot(above, len(bins)) * share.unsqueeze(-1)


# ---- bins


@mistake("symexp_bins")
def linear_bins(right):
    """The bins are evenly spaced. They should stand at symexp of evenly spaced numbers: dense near 0, sparse far out."""
    return lambda count=255, limit=20.0: torch.linspace(-limit, limit, count)


@mistake("symexp_bins")
def even_count(right):
    """256 bins have none at 0. With an odd number (255) the middle one is exactly 0."""
    return lambda count=256, limit=20.0: right.symexp_bins(count, limit)


@mistake("symexp_bins")
def symlog_bins(right):
    """The bins are squashed by symlog where symexp should spread them."""
    return lambda count=255, limit=20.0: right.symlog(torch.linspace(-limit, limit, count))


@mistake("symexp_bins")
def one_sided(right):
    """Only one side of 0 has bins: rewards and values may be negative too."""
    return lambda count=255, limit=20.0: right.symexp(torch.linspace(0, limit, count))


# ---- weights


@mistake("twohot")
def swapped(right):
    """The two weights are swapped: the nearer bin gets the larger one."""

    def twohot(target, bins):
        above, share = _places(target, bins)
        return _weights(above, 1 - share, bins)

    return twohot


@mistake("twohot")
def in_symlog_space(right):
    """The weights are linear in symlog space. They must be linear between the bins themselves, or their mean is not the target."""

    def twohot(target, bins):
        above, _ = _places(target, bins)
        y, b = right.symlog(target.clamp(bins[0], bins[-1])), right.symlog(bins)
        return _weights(above, (y - b[above - 1]) / (b[above] - b[above - 1]), bins)

    return twohot


@mistake("twohot")
def symlog_twice(right):
    """The target is put through symlog first, but the bins stand for raw numbers: compare like with like."""
    return lambda target, bins: right.twohot(right.symlog(target), bins)


@mistake("twohot")
def no_clamp(right):
    """Beyond the outermost bin the weights run past 0 and 1: all the weight belongs on that bin."""

    def twohot(target, bins):
        target = target.detach()
        above = torch.searchsorted(bins, target.contiguous(), right=True).clamp(1, len(bins) - 1)
        share = (target - bins[above - 1]) / (bins[above] - bins[above - 1])
        return _weights(above, share, bins)

    return twohot


@mistake("twohot")
def no_clamp_2(right):
    """Beyond the outermost bin there is no bin to point to: all the weight belongs on the outermost one."""

    def twohot(target, bins):
        above = torch.searchsorted(bins, target.detach().contiguous(), right=True)
        share = (target - bins[above - 1]) / (bins[above] - bins[above - 1])
        return _weights(above, share, bins)

    return twohot


@mistake("twohot")
def zero_by_zero(right):
    """Exactly on a bin the two neighbours are the same bin and 0 is divided by 0."""

    def twohot(target, bins):
        target = target.detach().clamp(bins[0], bins[-1])
        below = (bins <= target.unsqueeze(-1)).sum(-1) - 1
        above = len(bins) - (bins >= target.unsqueeze(-1)).sum(-1)
        share = (target - bins[below]) / (bins[above] - bins[below])
        one = F.one_hot(below, len(bins)) * (1 - share).unsqueeze(-1)
        return one + F.one_hot(above, len(bins)) * share.unsqueeze(-1)

    return twohot


@mistake("twohot")
def one_half_each(right):
    """Both bins get ½. The weights say where between them the target lies."""

    def twohot(target, bins):
        above, share = _places(target, bins)
        return _weights(above, torch.full_like(share, 0.5), bins)

    return twohot


@mistake("twohot")
def nearest(right):
    """Only the nearest bin gets weight. Two bins share it, so that the mean is the target itself."""

    def twohot(target, bins):
        index = (target.detach().unsqueeze(-1) - bins).abs().argmin(-1)
        return F.one_hot(index, len(bins)).float()

    return twohot


@mistake("twohot")
def overwritten(right):
    """At the edge both weights go to one bin, and the second overwrites the first: they must add up to 1."""

    def twohot(target, bins):
        target = target.detach().clamp(bins[0], bins[-1])
        below = ((bins <= target.unsqueeze(-1)).sum(-1) - 1).clamp(0, len(bins) - 1)
        above = (below + 1).clamp(max=len(bins) - 1)
        share = (target - bins[below]) / (bins[above] - bins[below]).clamp(min=1e-8)
        out = torch.zeros(*target.shape, len(bins))
        out.scatter_(-1, below.unsqueeze(-1), (1 - share).unsqueeze(-1))
        return out.scatter_(-1, above.unsqueeze(-1), share.unsqueeze(-1))

    return twohot


@mistake("twohot")
def gradient_to_target(right):
    """A gradient reaches the target. It is what should be hit: detach it, or the critic drags its own goal along."""

    def twohot(target, bins):
        above, _ = _places(target, bins)
        share = (target.clamp(bins[0], bins[-1]) - bins[above - 1]) / (
            bins[above] - bins[above - 1]
        )
        return _weights(above, share, bins)

    return twohot


@mistake("twohot")
def flattened(right):
    """The leading dimensions are flattened into one: [...] must become [..., K]."""
    return lambda target, bins: right.twohot(target.reshape(-1), bins)


@mistake("twohot")
def unsigned(right):
    """Weights are negative or above 1: the bin above is picked where the one below is meant."""

    def twohot(target, bins):
        target = target.detach().clamp(bins[0], bins[-1])
        above = (
            torch.searchsorted(bins, target.contiguous(), right=True).clamp(1, len(bins) - 2) + 1
        )
        share = (target - bins[above - 1]) / (bins[above] - bins[above - 1])
        return _weights(above, share, bins)

    return twohot


# ---- mean


@mistake("twohot_mean")
def mean_in_symlog_space(right):
    """The mean is taken of symlog(bins) and then undone. The bins are averaged as they are, in raw space."""

    def twohot_mean(logits, bins):
        return right.symexp((logits.softmax(-1) * right.symlog(bins)).sum(-1))

    return twohot_mean


@mistake("twohot_mean")
def symexp_of_mean(right):
    """The mean is put through symexp once more, but the bins already stand for raw numbers."""
    return lambda logits, bins: right.symexp(right.twohot_mean(logits, bins))


@mistake("twohot_mean")
def plain_sum(right):
    """Added from one end, the rounding of the large bins does not cancel: uniform logits must give exactly 0. Add each bin to its mirror image first."""
    return lambda logits, bins: (logits.softmax(-1) * bins).sum(-1)


@mistake("twohot_mean")
def plain_sum_2(right):
    """Added from one end, the rounding of the large bins does not cancel: uniform logits must give exactly 0. Add each bin to its mirror image first."""
    return lambda logits, bins: logits.softmax(-1) @ bins


@mistake("twohot_mean")
def not_halved(right):
    """Twice the mean: with its mirror image added, every bin counts twice, so halve the sum."""
    return lambda logits, bins: 2 * right.twohot_mean(logits, bins)


@mistake("twohot_mean")
def argmax_for_mean(right):
    """This is the likeliest bin. The number that a distribution stands for is its mean."""
    return lambda logits, bins: bins[logits.argmax(-1)]


@mistake("twohot_mean")
def no_softmax(right):
    """The logits are used as they are: softmax turns them into probabilities first."""
    return lambda logits, bins: (logits * bins).sum(-1)


@mistake("twohot_mean")
def mean_no_shift(right):
    """exp(1000) is infinite: torch.softmax takes the largest logit off first."""

    def twohot_mean(logits, bins):
        probs = logits.exp() / logits.exp().sum(-1, keepdim=True)
        weighted = probs * bins
        return (weighted + weighted.flip(-1)).sum(-1) / 2

    return twohot_mean


@mistake("twohot_mean")
def mean_over_bins(right):
    """The weighted bins are averaged where they should be added: the probabilities are the average already."""

    def twohot_mean(logits, bins):
        return right.twohot_mean(logits, bins) / len(bins)

    return twohot_mean


@mistake("twohot_mean")
def mean_gradient_cut(right):
    """The values are right, but no gradient gets to the logits."""
    return lambda logits, bins: right.twohot_mean(logits.detach(), bins)


# ---- loss


@mistake("twohot_loss")
def squared_error(right):
    """This is a squared error between numbers. The loss is the cross-entropy between two distributions over the bins."""
    return lambda logits, target, bins: (right.twohot_mean(logits, bins) - target.detach()) ** 2


@mistake("twohot_loss")
def squared_error_2(right):
    """This is a squared error between weights. The loss is the cross-entropy between the two distributions."""
    return lambda logits, target, bins: (
        (logits.softmax(-1) - right.twohot(target, bins)).square().sum(-1)
    )


@mistake("twohot_loss")
def softmax_without_log(right):
    """The logarithm is missing: cross-entropy is minus the weighted sum of log-probabilities."""
    return lambda logits, target, bins: -(right.twohot(target, bins) * logits.softmax(-1)).sum(-1)


@mistake("twohot_loss")
def raw_logits(right):
    """The logits are used as they are: log_softmax turns them into log-probabilities first."""
    return lambda logits, target, bins: -(right.twohot(target, bins) * logits).sum(-1)


@mistake("twohot_loss")
def no_shift(right):
    """The logarithm of a softmax that has already rounded to 0 is -∞: torch.log_softmax does both at once."""
    return lambda logits, target, bins: (
        -(right.twohot(target, bins) * torch.log(logits.softmax(-1))).sum(-1)
    )


@mistake("twohot_loss")
def no_shift_2(right):
    """exp(1000) is infinite: torch.log_softmax takes the largest logit off first."""

    def twohot_loss(logits, target, bins):
        log_probs = logits - logits.exp().sum(-1, keepdim=True).log()
        return -(right.twohot(target, bins) * log_probs).sum(-1)

    return twohot_loss


@mistake("twohot_loss")
def mean_for_sum(right):
    """The terms are averaged over the bins where they should be added."""
    return lambda logits, target, bins: right.twohot_loss(logits, target, bins) / len(bins)


@mistake("twohot_loss")
def batch_mean(right):
    """One number comes back for the whole batch. Each target has its own loss: [...], not a scalar."""
    return lambda logits, target, bins: right.twohot_loss(logits, target, bins).mean()


@mistake("twohot_loss")
def sign_forgotten(right):
    """The sign is wrong: a loss gets smaller as the prediction gets better."""
    return lambda logits, target, bins: -right.twohot_loss(logits, target, bins)


@mistake("twohot_loss")
def loss_gradient_to_target(right):
    """A gradient reaches the target. It is what should be hit: detach it, or the critic drags its own goal along."""

    def twohot_loss(logits, target, bins):
        above, _ = _places(target, bins)
        share = (target.clamp(bins[0], bins[-1]) - bins[above - 1]) / (
            bins[above] - bins[above - 1]
        )
        return -(_weights(above, share, bins) * logits.log_softmax(-1)).sum(-1)

    return twohot_loss


@mistake("twohot_loss")
def loss_of_symlog(right):
    """The target is put through symlog first, but the bins stand for raw numbers: compare like with like."""
    return lambda logits, target, bins: right.twohot_loss(logits, right.symlog(target), bins)


@mistake("twohot_loss")
def divergence(right):
    """This is the KL divergence: between two bins it is smaller than the cross-entropy by the entropy of the two weights. The loss is the cross-entropy."""

    def twohot_loss(logits, target, bins):
        weights = right.twohot(target, bins)
        own = torch.special.entr(weights).sum(-1)
        return right.twohot_loss(logits, target, bins) - own

    return twohot_loss
