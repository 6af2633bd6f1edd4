# wrong: gives the scale from before this batch was taken in, so it is one update late
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        scale = torch.clamp(self.high - self.low, min=1.0)
        flat = returns.reshape(-1)
        self.low = (1 - self.rate) * self.low + self.rate * torch.quantile(flat, 0.05)
        self.high = (1 - self.rate) * self.high + self.rate * torch.quantile(flat, 0.95)
        return scale
