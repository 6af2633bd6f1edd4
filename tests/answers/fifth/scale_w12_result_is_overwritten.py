# wrong: every call returns the same tensor, updated in place, so scales returned earlier change with later batches
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.register_buffer("scale", torch.ones(()), persistent=False)

    @torch.no_grad()
    def update(self, returns):
        flat = returns.reshape(-1)
        self.low.lerp_(torch.quantile(flat, 0.05), self.rate)
        self.high.lerp_(torch.quantile(flat, 0.95), self.rate)
        self.scale.copy_(self.high - self.low).clamp_(min=1.0)
        return self.scale
