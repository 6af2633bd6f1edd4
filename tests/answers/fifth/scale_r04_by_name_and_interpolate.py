# right: getattr/setattr over a table of percentiles; the percentile is a dot product of the sorted batch with hat-shaped weights
class ReturnScale(nn.Module):
    PERCENTILES = {"low": 0.05, "high": 0.95}

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        for name in self.PERCENTILES:
            self.register_buffer(name, torch.zeros(()))

    def update(self, returns):
        ordered = torch.sort(returns.detach().double().reshape(-1)).values
        index = torch.arange(ordered.numel(), dtype=torch.float64, device=ordered.device)
        for name, q in self.PERCENTILES.items():
            weight = (1 - (index - q * (ordered.numel() - 1)).abs()).clamp(min=0)
            value = torch.dot(weight, ordered)
            old = getattr(self, name)
            setattr(self, name, ((1 - self.rate) * old + self.rate * value).to(old.dtype))
        spread = self.high - self.low
        return torch.where(spread > 1, spread, torch.ones_like(spread))
