# wrong: numpy sorts in place on memory shared with the returns, so the caller's batch comes back sorted
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @staticmethod
    def _percentile(values, q):
        place = q * (len(values) - 1)
        below = int(place)
        above = min(below + 1, len(values) - 1)
        return float(values[below] + (place - below) * (values[above] - values[below]))

    def update(self, returns):
        values = returns.detach().reshape(-1).cpu().numpy()
        values.sort()
        self.low = (1 - self.rate) * self.low + self.rate * self._percentile(values, 0.05)
        self.high = (1 - self.rate) * self.high + self.rate * self._percentile(values, 0.95)
        return torch.clamp(self.high - self.low, min=1.0)
