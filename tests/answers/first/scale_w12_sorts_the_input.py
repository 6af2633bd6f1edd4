# wrong: the NumPy array shares its memory with the returns and is sorted in place, so the caller's returns come back in another order.
import numpy as np


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
        values = returns.detach().cpu().numpy().reshape(-1)
        values.sort()
        low = float(np.interp(0.05 * (values.size - 1), np.arange(values.size), values))
        high = float(np.interp(0.95 * (values.size - 1), np.arange(values.size), values))
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        return (self.high - self.low).clamp(min=1.0)
