# right: the buffers are updated in place under no_grad by a loop over their names; what is returned is always a fresh tensor.
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.ravel()
        for name, level in dict(low=0.05, high=0.95).items():
            buffer = self.get_buffer(name)
            buffer.mul_(1 - self.rate).add_(torch.quantile(flat, level), alpha=self.rate)
        return torch.maximum(self.high - self.low, torch.ones(()))
