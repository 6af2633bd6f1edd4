# right: both tails by topk, the lower one as the negated upper tail of the negated returns.
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    @staticmethod
    def _upper(flat: Tensor) -> Tensor:
        """The 95th percentile."""
        rank = 0.05 * (flat.numel() - 1)  # counted from the largest
        whole = int(rank)
        best = torch.topk(flat, min(whole + 2, flat.numel())).values
        return best[whole] + (rank - whole) * (best[-1] - best[whole])

    def update(self, returns: Tensor) -> Tensor:
        flat = returns.detach().reshape(-1)
        percentiles = torch.stack([-self._upper(-flat), self._upper(flat)])
        state = torch.stack([self.low, self.high])
        state = (1 - self.rate) * state + self.rate * percentiles
        self.low, self.high = state[0].clone(), state[1].clone()
        return state.diff().squeeze(0).clamp(min=1.0)
