# wrong: all instances use the same two tensors and update them in place, so a new ReturnScale does not begin at 0
_ZEROS = {"low": torch.zeros(()), "high": torch.zeros(())}


class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        for name, value in _ZEROS.items():
            self.register_buffer(name, value)

    @torch.no_grad()
    def update(self, returns):
        flat = returns.reshape(-1)
        self.low.mul_(1 - self.rate).add_(self.rate * torch.quantile(flat, 0.05))
        self.high.mul_(1 - self.rate).add_(self.rate * torch.quantile(flat, 0.95))
        return torch.clamp(self.high - self.low, min=1.0)
