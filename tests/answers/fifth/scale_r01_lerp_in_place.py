# right: in-place lerp on the buffers under no_grad, a fresh tensor returned
class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @torch.no_grad()
    def update(self, returns):
        flat = returns.reshape(-1).to(self.low.dtype)
        q = flat.new_tensor([0.05, 0.95])
        ends = torch.quantile(flat, q)
        for buffer, end in zip((self.low, self.high), ends):
            buffer.lerp_(end, self.rate)
        return (self.high - self.low).clamp(min=1.0)
