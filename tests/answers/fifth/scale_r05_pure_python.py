# right: sorted() on a Python list, no torch for the statistics
from torch.nn import functional as F
class _Ema:
    def __init__(self, buffer, rate):
        self.buffer, self.rate = buffer, rate

    def take(self, value):
        self.buffer.copy_(torch.as_tensor((1 - self.rate) * self.buffer.item() + self.rate * value))


def _rank(ordered, q):
    place = q * (len(ordered) - 1)
    k = min(int(place), len(ordered) - 1)
    upper = ordered[min(k + 1, len(ordered) - 1)]
    return ordered[k] * (1 - (place - k)) + upper * (place - k)


class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns):
        ordered = sorted(returns.detach().reshape(-1).tolist())
        _Ema(self.low, self.rate).take(_rank(ordered, 0.05))
        _Ema(self.high, self.rate).take(_rank(ordered, 0.95))
        return 1 + F.relu(self.high - self.low - 1)
