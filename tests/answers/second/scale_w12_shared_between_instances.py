# wrong: all instances register the same two module-level tensors and update them in place, so a second ReturnScale does not begin at 0.
_START = {"low": torch.zeros(()), "high": torch.zeros(())}
_LEVELS = {"low": 0.05, "high": 0.95}


class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        for name, value in _START.items():
            self.register_buffer(name, value)

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        for name, level in _LEVELS.items():
            average = getattr(self, name)
            average += self.rate * (torch.quantile(returns.flatten(), level) - average)
        return (self.high - self.low).clamp(min=1.0)
