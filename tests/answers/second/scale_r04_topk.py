# right: order statistics come from the two ends by topk, so that only a twentieth of the batch is sorted; interpolated by lerp.
import math


def _from_bottom(flat: Tensor, level: float) -> Tensor:
    place = level * (flat.numel() - 1)
    whole = math.floor(place)
    count = min(whole + 2, flat.numel())
    smallest = torch.topk(flat, count, largest=False, sorted=True).values
    return torch.lerp(smallest[whole], smallest[-1], place - whole) if count == whole + 2 else smallest[whole]


class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        with torch.no_grad():
            flat = returns.flatten()
            bottom = _from_bottom(flat, 0.05)
            top = -_from_bottom(-flat, 0.05)  # the 95th percentile, seen from above
            self.low = self.low.lerp(bottom, self.rate)
            self.high = self.high.lerp(top, self.rate)
            return nn.functional.relu(self.high - self.low - 1) + 1
