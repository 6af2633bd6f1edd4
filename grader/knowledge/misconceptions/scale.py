"""Mistakes in the return scale."""

import torch

from grader.knowledge.misconceptions import mistake


def _scale(right, update):
    """ReturnScale with another update."""

    return type("ReturnScale", (right.ReturnScale,), {"update": update})


def _spread(returns):
    return torch.quantile(returns.detach().flatten(), returns.new_tensor([0.05, 0.95]))


def _smooth(self, low, high):
    self.low = (1 - self.rate) * self.low + self.rate * low
    self.high = (1 - self.rate) * self.high + self.rate * high
    return self.high - self.low


@mistake("ReturnScale")
def least_for_most(right):
    """The smaller of spread and 1 is taken: small spreads are left alone, so it is the larger of the two."""
    return _scale(right, lambda self, returns: _smooth(self, *_spread(returns)).clamp(max=1))


@mistake("ReturnScale")
def no_floor(right):
    """The scale falls below 1: dividing by it would blow up the noise of small returns."""
    return _scale(right, lambda self, returns: _smooth(self, *_spread(returns)))


@mistake("ReturnScale")
def standard_deviation(right):
    """This is the standard deviation. The spread is P95 - P5, which a few extreme returns do not move."""

    def update(self, returns):
        return _smooth(self, torch.zeros(()), returns.detach().std()).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def standard_deviation_2(right):
    """This is the standard deviation, and of one batch alone. The scale is P95 - P5, smoothed over batches."""
    return _scale(right, lambda self, returns: returns.detach().std().clamp(min=1))


@mistake("ReturnScale")
def whole_range(right):
    """This is the largest minus the smallest return. P95 - P5 is not moved by a few extreme ones."""

    def update(self, returns):
        return _smooth(self, returns.detach().min(), returns.detach().max()).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def first_value(right):
    """The averages start at the first batch. They start at 0 and follow at the given rate."""

    def update(self, returns):
        low, high = _spread(returns)
        if not getattr(self, "begun", False):
            self.begun, self.low, self.high = True, low, high
            return (high - low).clamp(min=1)
        return _smooth(self, low, high).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def not_smoothed(right):
    """Each batch is taken by itself: the percentiles follow slowly, by 1 % a batch."""

    def update(self, returns):
        low, high = _spread(returns)
        return (high - low).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def rate_swapped(right):
    """The rate is swapped: 1 % of the new percentile and 99 % of the old average."""

    def update(self, returns):
        low, high = _spread(returns)
        self.low = self.rate * self.low + (1 - self.rate) * low
        self.high = self.rate * self.high + (1 - self.rate) * high
        return (self.high - self.low).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def other_percentiles(right):
    """Other percentiles than the 5th and the 95th are taken."""

    def update(self, returns):
        shares = returns.new_tensor([0.1, 0.9])
        return _smooth(self, *torch.quantile(returns.detach().flatten(), shares)).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def other_percentiles_2(right):
    """Other percentiles than the 5th and the 95th are taken."""

    def update(self, returns):
        shares = returns.new_tensor([0.25, 0.75])
        return _smooth(self, *torch.quantile(returns.detach().flatten(), shares)).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def bias_corrected(right):
    """The averages are corrected for their start at 0, as Adam's are. Here they are not: scales grow slowly."""

    def update(self, returns):
        self.count = getattr(self, "count", 0) + 1
        return (_smooth(self, *_spread(returns)) / (1 - (1 - self.rate) ** self.count)).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def upside_down(right):
    """P5 - P95 is negative: the larger percentile comes first."""

    def update(self, returns):
        return (-_smooth(self, *_spread(returns))).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def gradient_to_returns(right):
    """The returns are not detached: the scale is a number by which advantages are divided, and teaches nobody."""

    def update(self, returns):
        low, high = torch.quantile(returns.flatten(), returns.new_tensor([0.05, 0.95]))
        return _smooth(self, low, high).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def rate_fixed(right):
    """The rate is written down as a number: take self.rate."""

    def update(self, returns):
        low, high = _spread(returns)
        self.low = 0.99 * self.low + 0.01 * low
        self.high = 0.99 * self.high + 0.01 * high
        return (self.high - self.low).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def scale_of_before(right):
    """The scale is that of before the batch: take the batch in first."""

    def update(self, returns):
        scale = (self.high - self.low).clamp(min=1)
        _smooth(self, *_spread(returns))
        return scale

    return _scale(right, update)


@mistake("ReturnScale")
def not_kept(right):
    """The averages are not kept: store the new ones in self.low and self.high."""

    def update(self, returns):
        low, high = _spread(returns)
        low = (1 - self.rate) * self.low + self.rate * low
        high = (1 - self.rate) * self.high + self.rate * high
        return (high - low).clamp(min=1)

    return _scale(right, update)


@mistake("ReturnScale")
def each_row(right):
    """The percentiles are taken row by row and then averaged: all returns of a batch, of whatever shape, count together."""

    def update(self, returns):
        low, high = torch.quantile(returns.detach(), returns.new_tensor([0.05, 0.95]), dim=-1)
        return _smooth(self, low.mean(), high.mean()).clamp(min=1)

    return _scale(right, update)
