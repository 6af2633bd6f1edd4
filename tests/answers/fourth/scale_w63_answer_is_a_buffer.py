# wrong: the answer is a buffer that the next update overwrites, so all scales that were collected earlier change afterwards
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.register_buffer("scale", torch.ones(()), persistent=False)

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        self.low.lerp_(torch.quantile(flat, 0.05), self.rate)
        self.high.lerp_(torch.quantile(flat, 0.95), self.rate)
        self.scale.copy_((self.high - self.low).clamp(min=1.0))
        return self.scale
