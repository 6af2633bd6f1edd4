# right: numpy's percentile and Python floats, written into the buffers with fill_
import numpy as np


class ReturnScale(nn.Module):
    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns):
        p5, p95 = np.percentile(returns.detach().cpu().numpy().astype(np.float64), [5, 95])
        self.low.fill_(float(self.low) * (1 - self.rate) + self.rate * p5)
        self.high.fill_(float(self.high) * (1 - self.rate) + self.rate * p95)
        return torch.full_like(self.low, max(1.0, float(self.high) - float(self.low)))
