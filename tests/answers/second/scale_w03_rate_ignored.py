# wrong: the rate is hard-coded as 0.99 and 0.01, so a ReturnScale(rate=0.5) still moves at 0.01.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        x = returns.detach().reshape(-1)
        self.low = 0.99 * self.low + 0.01 * torch.quantile(x, 0.05)
        self.high = 0.99 * self.high + 0.01 * torch.quantile(x, 0.95)
        return torch.max(torch.ones(()), self.high - self.low)
