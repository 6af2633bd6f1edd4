# wrong: the averages are kept in plain floats and the buffers stay 0, so a state_dict does not hold them and a resumed run starts from 0
class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self._low = 0.0
        self._high = 0.0

    @torch.no_grad()
    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().flatten()
        p5, p95 = torch.quantile(flat, 0.05).item(), torch.quantile(flat, 0.95).item()
        self._low = (1 - self.rate) * self._low + self.rate * p5
        self._high = (1 - self.rate) * self._high + self.rate * p95
        return torch.tensor(max(1.0, self._high - self._low))
