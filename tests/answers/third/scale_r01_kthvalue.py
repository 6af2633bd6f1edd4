# right: the percentiles by kthvalue and a linear interpolation by hand.
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

    def _percentile(self, flat: Tensor, q: float) -> Tensor:
        rank = q * (flat.numel() - 1)
        below = math.floor(rank)
        above = min(below + 1, flat.numel() - 1)
        a, b = (flat.kthvalue(i + 1).values for i in (below, above))
        return a + (b - a) * (rank - below)

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().reshape(-1)
        self.low.add_(self._percentile(flat, 0.05) - self.low, alpha=self.rate)
        self.high.add_(self._percentile(flat, 0.95) - self.high, alpha=self.rate)
        return torch.max(self.high - self.low, torch.ones(()))
