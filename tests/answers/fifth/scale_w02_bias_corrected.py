# wrong: divides by 1 - (1-rate)^n as Adam does, so the first batches count in full
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.steps = 0

    @torch.no_grad()
    def update(self, returns):
        self.steps += 1
        flat = returns.reshape(-1)
        self.low.lerp_(torch.quantile(flat, 0.05), self.rate)
        self.high.lerp_(torch.quantile(flat, 0.95), self.rate)
        correction = 1 - (1 - self.rate) ** self.steps
        return ((self.high - self.low) / correction).clamp(min=1.0)
