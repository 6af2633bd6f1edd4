# right: Python's statistics.quantiles in twenty inclusive parts: the first and the last cut are the percentiles; the EMA is computed on Python floats and written into the buffers.
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
        cuts = statistics.quantiles(numbers * 2 if len(numbers) == 1 else numbers, n=20, method="inclusive")
        self.low.fill_((1 - self.rate) * self.low.item() + self.rate * cuts[0])
        self.high.fill_((1 - self.rate) * self.high.item() + self.rate * cuts[-1])
        return self.high.new_tensor(max(1.0, self.high.item() - self.low.item()))
