# wrong: the averages are kept in plain Python floats and the buffers `low` and `high` stay 0, so state_dict and load_state_dict lose them.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self._low, self._high = 0.0, 0.0

    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        self._low = (1 - self.rate) * self._low + self.rate * flat.quantile(0.05).item()
        self._high = (1 - self.rate) * self._high + self.rate * flat.quantile(0.95).item()
        return torch.tensor(max(1.0, self._high - self._low))
