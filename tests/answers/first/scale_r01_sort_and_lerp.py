# right: one sort, the percentiles interpolated by hand between the sorted neighbours, max by Python's max over 0-dim tensors.
import math


class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        ordered, _ = returns.detach().reshape(-1).sort()
        for name, fraction in (("low", 0.05), ("high", 0.95)):
            place = fraction * (len(ordered) - 1)
            below = math.floor(place)
            above = min(below + 1, len(ordered) - 1)
            found = ordered[below] + (place - below) * (ordered[above] - ordered[below])
            setattr(self, name, getattr(self, name) * (1 - self.rate) + found * self.rate)
        return max(self.high - self.low, torch.ones_like(self.high))
