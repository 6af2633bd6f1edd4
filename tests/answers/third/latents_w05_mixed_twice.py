# wrong: sample_onehot mixes twice (unimix of already mixed log-probabilities), so draws and gradient follow a mixture with 1.99 % uniform.
class UnimixCategorical:
    """A categorical distribution with 1 % uniform."""

    def __init__(self, logits):
        self.logp = unimix(logits)
        self.p = self.logp.exp()

    def sample(self, generator):
        flat = self.p.detach().reshape(-1, self.p.shape[-1])
        index = torch.multinomial(flat, 1, generator=generator)
        return torch.zeros_like(flat).scatter(1, index, 1.0).reshape(self.p.shape)


def sample_onehot(logits, generator=None):
    mixed = unimix(logits)
    dist = UnimixCategorical(mixed)
    return dist.sample(generator) + (dist.p - dist.p.detach())
