# right: statistics.quantiles of the standard library, whose inclusive method with n=20 begins with the 5th and ends with the 95th percentile.
import statistics


class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        numbers = returns.detach().flatten().tolist()
        cuts = statistics.quantiles(numbers if len(numbers) > 1 else numbers * 2, n=20, method="inclusive")
        self.low = self._moved(self.low, cuts[0])
        self.high = self._moved(self.high, cuts[-1])
        return torch.clip(self.high - self.low, 1.0, None)

    def _moved(self, old: Tensor, new: float) -> Tensor:
        return old * (1 - self.rate) + self.rate * new
