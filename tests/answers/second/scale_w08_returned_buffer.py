# wrong: update returns its own buffer and writes into it in place the next time, so scales that were kept from earlier batches all change to the newest.
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
        flat = returns.flatten()
        self.low.lerp_(flat.quantile(0.05), self.rate)
        self.high.lerp_(flat.quantile(0.95), self.rate)
        torch.sub(self.high, self.low, out=self.scale)
        return self.scale.clamp_(min=1.0)
