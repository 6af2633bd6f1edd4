# wrong: NumPy's in-place sort works on the memory of the given tensor, so the caller's returns come back sorted.
import math


def _percentile(ordered, q):
    place = q / 100 * (len(ordered) - 1)
    below, above = math.floor(place), math.ceil(place)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        values = returns.detach().cpu().numpy().reshape(-1)
        values.sort()
        self.low = (1 - self.rate) * self.low + self.rate * _percentile(values, 5)
        self.high = (1 - self.rate) * self.high + self.rate * _percentile(values, 95)
        return (self.high - self.low).clamp(min=1.0)
