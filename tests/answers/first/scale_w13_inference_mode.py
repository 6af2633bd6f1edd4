# wrong: update runs under torch.inference_mode, so its scale is an inference tensor: dividing an advantage that needs a gradient by it raises an error in autograd.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.inference_mode()
    def update(self, returns: Tensor) -> Tensor:
        q = torch.tensor([0.05, 0.95], dtype=returns.dtype, device=returns.device)
        low, high = torch.quantile(returns.flatten(), q)
        self.low = torch.lerp(self.low, low, self.rate)
        self.high = torch.lerp(self.high, high, self.rate)
        return (self.high - self.low).clamp(min=1.0)
