# right: torch.searchsorted in a float64 CDF with a float64 uniform number, then index_put; the result is cast back to the dtype of the logits.
class _Categorical:
    """The mixed distribution of some raw logits."""

    def __init__(self, logits):
        self.probs = unimix(logits).exp()
        self.cdf = self.probs.detach().double().cumsum(-1)

    def draw(self, generator):
        total = self.cdf[..., -1:]
        u = total * torch.rand(total.shape, dtype=torch.float64, device=total.device, generator=generator)
        index = torch.searchsorted(self.cdf.contiguous(), u.contiguous(), right=True)
        return index.clamp(max=self.probs.shape[-1] - 1)

    def straight_through(self, index):
        onehot = torch.zeros_like(self.probs).scatter_(-1, index, torch.ones_like(self.probs[..., :1]))
        return onehot + (self.probs - self.probs.detach())


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixed = _Categorical(logits)
    return mixed.straight_through(mixed.draw(generator).detach())
