# wrong: the line for high was copied and still averages with low, so high never accumulates its own past
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        flat = returns.reshape(-1)
        self.low = (1 - self.rate) * self.low + self.rate * torch.quantile(flat, 0.05)
        self.high = (1 - self.rate) * self.low + self.rate * torch.quantile(flat, 0.95)
        return torch.clamp(self.high - self.low, min=1.0)
