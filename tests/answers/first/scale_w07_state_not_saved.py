# wrong: low and high are plain attributes instead of the given buffers, so state_dict() is empty and a restored scale starts from 0 again.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.low = torch.zeros(())
        self.high = torch.zeros(())

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        self.low = (1 - self.rate) * self.low.to(flat) + self.rate * torch.quantile(flat, 0.05)
        self.high = (1 - self.rate) * self.high.to(flat) + self.rate * torch.quantile(flat, 0.95)
        return (self.high - self.low).clamp(min=1.0)
