# wrong: the rate is written into update as 0.01, so a ReturnScale made with another rate moves at the wrong speed
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        self.low = 0.99 * self.low + 0.01 * torch.quantile(flat, 0.05)
        self.high = 0.99 * self.high + 0.01 * torch.quantile(flat, 0.95)
        return torch.clamp(self.high - self.low, min=1.0)
