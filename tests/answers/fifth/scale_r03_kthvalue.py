# right: the two order statistics around each percentile with kthvalue, interpolated by hand
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @staticmethod
    def _percentile(flat, percent):
        whole, rest = divmod(percent * (flat.numel() - 1), 100)
        below = flat.kthvalue(whole + 1).values
        if rest == 0:
            return below
        above = flat.kthvalue(whole + 2).values
        return below + (above - below) * (rest / 100)

    def update(self, returns):
        flat = returns.detach().flatten().to(self.low.dtype)
        self.low = self.low - self.rate * (self.low - self._percentile(flat, 5))
        self.high = self.high - self.rate * (self.high - self._percentile(flat, 95))
        return torch.maximum(self.high - self.low, torch.ones_like(self.high))
