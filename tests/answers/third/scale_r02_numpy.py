# right: np.percentile on a copy, and the averages written into the buffers with copy_.
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
        array = np.array(returns.detach().cpu(), dtype=np.float64)
        keep = 1.0 - self.rate
        for buffer, percent in zip((self.low, self.high), (5, 95), strict=True):
            buffer.copy_(torch.as_tensor(keep * buffer.item() + self.rate * np.percentile(array, percent)))
        return torch.where(self.high - self.low > 1, self.high - self.low, 1.0)
