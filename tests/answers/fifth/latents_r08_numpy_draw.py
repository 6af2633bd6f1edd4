# right: NumPy draws, from a seed that the generator gives; values written into a copy of the probabilities
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    import numpy as np

    device = generator.device if generator is not None else "cpu"
    seed = int(torch.randint(2**62, (1,), generator=generator, device=device))
    p = unimix(logits).exp()
    weights = p.detach().cpu().double().numpy()
    edges = np.cumsum(weights, -1)
    u = np.random.default_rng(seed).random((*weights.shape[:-1], 1)) * edges[..., -1:]
    index = np.minimum((u >= edges).sum(-1), weights.shape[-1] - 1)
    hot = torch.from_numpy(np.eye(weights.shape[-1])[index])
    z = p.clone()
    z.data.copy_(hot)
    return z
