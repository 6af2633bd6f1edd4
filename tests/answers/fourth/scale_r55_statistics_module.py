# right: the standard library's statistics.quantiles in twentieths, with nothing of torch but the buffers
import statistics


class ReturnScale(nn.Module):
    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        numbers = returns.detach().reshape(-1).tolist()
        if len(numbers) == 1:
            numbers = numbers * 2
        cuts = statistics.quantiles(numbers, n=20, method="inclusive")
        keep = 1 - self.rate
        self.low = torch.full_like(self.low, keep * float(self.low) + self.rate * cuts[0])
        self.high = torch.full_like(self.high, keep * float(self.high) + self.rate * cuts[-1])
        return torch.stack([self.high - self.low, torch.ones_like(self.low)]).max()
