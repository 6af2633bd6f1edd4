# wrong: runs in inference_mode, whose results cannot be saved for backward, so an actor loss that divides by the scale raises.
class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.inference_mode()
    def update(self, returns):
        values = returns.flatten()
        self.low = (1 - self.rate) * self.low + self.rate * torch.quantile(values, 0.05)
        self.high = (1 - self.rate) * self.high + self.rate * torch.quantile(values, 0.95)
        return torch.clamp(self.high - self.low, min=1.0)
