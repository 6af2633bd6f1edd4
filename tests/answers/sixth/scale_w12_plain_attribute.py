# wrong: the running percentiles live in a plain list and the buffers stay 0, so state_dict does not hold them and a resumed run starts from 0.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.running = [self.low.clone(), self.high.clone()]

    @torch.no_grad()
    def update(self, returns):
        values = returns.flatten()
        for i, q in enumerate((0.05, 0.95)):
            self.running[i] = torch.lerp(self.running[i], torch.quantile(values, q), self.rate)
        return torch.clamp(self.running[1] - self.running[0], min=1.0)
