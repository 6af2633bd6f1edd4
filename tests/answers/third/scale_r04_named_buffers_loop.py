# right: a loop over a table of buffer names and quantiles that replaces each buffer with a new tensor.
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
        flat = returns.detach().ravel()
        for name, q in self.WHICH.items():
            setattr(self, name, torch.lerp(getattr(self, name), flat.quantile(q), self.rate))
        spread = self.high - self.low
        return 1 + torch.relu(spread - 1)

    WHICH = {"high": 0.95, "low": 0.05}  # noqa: RUF012
