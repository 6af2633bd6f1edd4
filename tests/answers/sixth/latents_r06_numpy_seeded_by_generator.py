# right: the torch generator draws a seed, and numpy's own generator draws the classes from it
import numpy as np


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    device = generator.device if generator is not None else "cpu"
    seed = torch.randint(2**62, (), generator=generator, device=device).item()
    rng = np.random.default_rng(seed)
    soft = unimix(logits).exp()
    edges = np.cumsum(soft.detach().cpu().numpy().astype(np.float64), axis=-1)
    edges /= edges[..., -1:]
    u = rng.random(edges.shape[:-1] + (1,))
    index = np.minimum((edges <= u).sum(-1), edges.shape[-1] - 1)
    hard = torch.from_numpy(np.eye(edges.shape[-1], dtype=np.float32)[index]).to(logits)
    return hard + (soft - soft.detach())
