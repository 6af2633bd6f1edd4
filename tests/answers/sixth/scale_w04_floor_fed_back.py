# wrong: the floor of 1 is written back into high, so it becomes part of the average and the scale grows too early.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        values = returns.flatten()
        self.low.lerp_(values.quantile(0.05), self.rate)
        self.high.lerp_(values.quantile(0.95), self.rate)
        self.high.copy_(torch.maximum(self.high, self.low + 1.0))
        return self.high - self.low
