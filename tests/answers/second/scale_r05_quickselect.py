# right: a recursive quickselect finds the order statistics in plain Python, and a closure does the averaging.
def _select(values: list, k: int) -> float:
    pivot = values[len(values) // 2]
    less = [v for v in values if v < pivot]
    if k < len(less):
        return _select(less, k)
    same = sum(v == pivot for v in values)
    if k < len(less) + same:
        return pivot
    return _select([v for v in values if v > pivot], k - len(less) - same)


def _percentile(values: list, percent: int) -> float:
    whole, rest = divmod(percent * (len(values) - 1), 100)
    value = _select(values, whole)
    if rest:
        value += rest / 100 * (_select(values, whole + 1) - value)
    return value


class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        values = returns.detach().flatten().tolist()

        def follow(average: Tensor, percent: int) -> Tensor:
            return average + self.rate * (_percentile(values, percent) - average)

        self.low, self.high = follow(self.low, 5), follow(self.high, 95)
        return torch.stack([torch.ones(()), self.high - self.low]).max()
