# right: the two neighbours of each percentile are picked by kthvalue, without sorting; the floor of 1 is a relu.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def _percentile(self, flat, hundredths):
        whole, rest = divmod(hundredths * (flat.numel() - 1), 100)
        first = flat.kthvalue(whole + 1).values
        second = flat.kthvalue(min(whole + 2, flat.numel())).values
        return torch.lerp(first, second, rest / 100)

    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        self.low = torch.lerp(self.low, self._percentile(flat, 5), self.rate)
        self.high = torch.lerp(self.high, self._percentile(flat, 95), self.rate)
        return 1 + torch.relu(self.high - self.low - 1)
