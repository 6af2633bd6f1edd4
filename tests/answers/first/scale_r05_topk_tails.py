# right: only the two tails are looked at, with topk from either end (the low percentile is minus the high one of the negated returns).
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @staticmethod
    def _upper(flat):
        n = flat.numel()
        depth = 0.05 * (n - 1)  # so many places from the top
        whole = int(depth)
        tail = flat.topk(min(whole + 2, n)).values
        weights = torch.zeros_like(tail)
        weights[whole] = 1 - (depth - whole)
        weights[-1] += depth - whole
        return torch.dot(tail, weights)

    def update(self, returns: Tensor) -> Tensor:
        with torch.no_grad():
            flat = returns.ravel()
            new = torch.stack([-self._upper(-flat), self._upper(flat)])
            old = torch.stack([self.low, self.high])
            self.low, self.high = (old + self.rate * (new - old)).unbind()
            return torch.nn.functional.threshold(self.high - self.low, 1.0, 1.0)
