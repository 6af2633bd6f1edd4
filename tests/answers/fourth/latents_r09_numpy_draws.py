# right: a small class; NumPy draws the classes, row by row, seeded from the generator (or from torch's global state)
import numpy as np


class _Mixture:
    def __init__(self, logits: Tensor, ratio: float):
        self.K = logits.shape[-1]
        self.probs = torch.stack([logits.softmax(-1), torch.ones_like(logits) / self.K])
        self.shares = logits.new_tensor([1 - ratio, ratio])

    def mean(self) -> Tensor:
        return torch.einsum("m...k,m->...k", self.probs, self.shares)

    def draw(self, generator) -> Tensor:
        device = generator.device if generator is not None else "cpu"
        seed = int(torch.randint(2**62, (), generator=generator, device=device))
        rng = np.random.default_rng(seed)
        p = self.mean().detach().double().cpu().numpy()
        z = np.empty(p.shape, dtype=np.float32)
        for place in np.ndindex(p.shape[:-1]):
            z[place] = rng.multinomial(1, p[place] / p[place].sum())
        return torch.from_numpy(z).to(self.probs)


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    return _Mixture(logits, ratio).mean().log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixture = _Mixture(logits, 0.01)
    p = mixture.mean()
    return mixture.draw(generator) + (p - p.detach())
