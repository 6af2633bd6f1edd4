# right: finds the neighbours of the percentiles with kthvalue, without sorting everything
import math
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        for name in ("low", "high"):
            self.register_buffer(name, torch.tensor(0.0))

    def _percentile(self, numbers: Tensor, q: float) -> Tensor:
        place = q * (numbers.numel() - 1)
        floor = math.floor(place)
        ceil = min(floor + 1, numbers.numel() - 1)
        a = torch.kthvalue(numbers, floor + 1).values
        b = torch.kthvalue(numbers, ceil + 1).values
        return a + (b - a) * (place - floor)

    def update(self, returns: Tensor) -> Tensor:
        numbers = returns.detach().flatten()
        keep = 1 - self.rate
        self.low = keep * self.low + self.rate * self._percentile(numbers, 0.05)
        self.high = keep * self.high + self.rate * self._percentile(numbers, 0.95)
        spread = self.high - self.low
        return torch.where(spread > 1, spread, torch.ones_like(spread))
