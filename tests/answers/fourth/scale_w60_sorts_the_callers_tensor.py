# wrong: flatten of a contiguous tensor is a view and is overwritten with its sorted values, so the caller's returns are reordered
import math
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @staticmethod
    def _at(ordered: Tensor, q: float) -> Tensor:
        place = q * (len(ordered) - 1)
        below = int(math.floor(place))
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (place - below) * (ordered[above] - ordered[below])

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        flat[:] = flat.sort().values
        self.low.lerp_(self._at(flat, 0.05), self.rate)
        self.high.lerp_(self._at(flat, 0.95), self.rate)
        return (self.high - self.low).clamp(min=1.0)
