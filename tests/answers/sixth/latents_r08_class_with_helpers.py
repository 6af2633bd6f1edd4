# right: a small class holds the mixed probabilities; stick breaking draws class after class with one coin each
class _Mixed:
    def __init__(self, logits, ratio=0.01):
        self.classes = logits.size(-1)
        self.probs = logits.softmax(-1).mul(1 - ratio).add(ratio / self.classes)

    def log(self):
        return self.probs.log()

    def draw(self, generator):
        p = self.probs.detach()
        hard = torch.zeros_like(p)
        left = torch.ones_like(p[..., 0])
        free = torch.ones_like(p[..., 0], dtype=torch.bool)
        for k in range(self.classes - 1):
            coin = torch.rand(left.shape, generator=generator, device=p.device)
            taken = free & (coin * left < p[..., k])
            hard[..., k] = taken.to(p.dtype)
            free = free & ~taken
            left = left - p[..., k]
        hard[..., -1] = free.to(p.dtype)
        return hard

    def straight_through(self, generator):
        return self.draw(generator) + (self.probs - self.probs.detach())


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    return _Mixed(logits, ratio).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    return _Mixed(logits).straight_through(generator)
