# right: the percentiles are read off a sorted copy, with the linear interpolation written out.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @staticmethod
    def at(ordered: Tensor, level: float) -> Tensor:
        place = level * (len(ordered) - 1)
        first = int(place)
        second = min(first + 1, len(ordered) - 1)
        share = place - first
        return ordered[first] * (1 - share) + ordered[second] * share

    def update(self, returns: Tensor) -> Tensor:
        ordered, _ = returns.detach().reshape(-1).sort()
        keep = 1 - self.rate
        self.low = keep * self.low + self.rate * self.at(ordered, 0.05)
        self.high = keep * self.high + self.rate * self.at(ordered, 0.95)
        spread = self.high - self.low
        return spread if spread > 1 else torch.ones_like(spread)
