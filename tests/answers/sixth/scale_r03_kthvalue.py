# right: kthvalue on both sides of each percentile, in a loop over the buffers' names.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        flat = returns.flatten()
        n = flat.numel()
        for name, percent in (("low", 5), ("high", 95)):
            whole, rest = divmod(percent * (n - 1), 100)
            a = flat.kthvalue(whole + 1).values
            b = flat.kthvalue(min(whole + 2, n)).values
            value = a * (1 - rest / 100) + b * (rest / 100)
            old = getattr(self, name)
            setattr(self, name, old * (1 - self.rate) + value * self.rate)
        return (self.high - self.low).clamp(min=1.0)
