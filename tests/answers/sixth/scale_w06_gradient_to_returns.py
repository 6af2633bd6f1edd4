# wrong: the returns are not detached, so the scale carries a gradient to them and the buffers keep the graphs of all batches.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns):
        values = returns.flatten()
        self.low = (1 - self.rate) * self.low + self.rate * torch.quantile(values, 0.05)
        self.high = (1 - self.rate) * self.high + self.rate * torch.quantile(values, 0.95)
        return torch.clamp(self.high - self.low, min=1.0)
