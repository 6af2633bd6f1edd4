# wrong: the returns are not detached, so the scale has a gradient to them and the buffers carry the graph from one update into the next
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        flat = returns.flatten()
        self.low = (1 - self.rate) * self.low + self.rate * torch.quantile(flat, 0.05)
        self.high = (1 - self.rate) * self.high + self.rate * torch.quantile(flat, 0.95)
        return torch.clamp(self.high - self.low, min=1.0)
