# wrong: low and high are plain attributes and no buffers, so they are missing from state_dict and are lost on save and load
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.low = torch.zeros(())
        self.high = torch.zeros(())

    @torch.no_grad()
    def update(self, returns):
        flat = returns.reshape(-1)
        self.low = (1 - self.rate) * self.low + self.rate * torch.quantile(flat, 0.05)
        self.high = (1 - self.rate) * self.high + self.rate * torch.quantile(flat, 0.95)
        return torch.clamp(self.high - self.low, min=1.0)
