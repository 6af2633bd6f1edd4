# right: percentiles by numpy, buffers filled in place.
import numpy as np


class ReturnScale(nn.Module):
    def __init__(self, rate=0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns):
        p5, p95 = np.percentile(returns.detach().cpu().numpy(), [5, 95])
        self.low.fill_((1 - self.rate) * self.low.item() + self.rate * float(p5))
        self.high.fill_((1 - self.rate) * self.high.item() + self.rate * float(p95))
        return torch.tensor(max(1.0, self.high.item() - self.low.item()))
