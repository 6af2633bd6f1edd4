# right: sorts a copy and interpolates between the two neighbours of each percentile by hand
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        with torch.no_grad():
            ordered = torch.sort(returns.reshape(-1)).values
            n = ordered.numel()

            def percentile(hundredths: int) -> Tensor:
                below, rest = divmod(hundredths * (n - 1), 100)
                above = min(below + 1, n - 1)
                return ordered[below] * (1 - rest / 100) + ordered[above] * (rest / 100)

            self.low += self.rate * (percentile(5) - self.low)
            self.high += self.rate * (percentile(95) - self.high)
            return torch.maximum(self.high - self.low, torch.ones_like(self.low))
