# wrong: the one-hot is multiplied by p/sg(p), so the gradient reaches only the drawn class (and as d ln p), not all mixed probabilities.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    index = torch.multinomial(
        logp.detach().exp().reshape(-1, logp.shape[-1]), 1, generator=generator
    ).reshape(logp.shape[:-1])
    onehot = torch.nn.functional.one_hot(index, logp.shape[-1]).to(logp.dtype)
    magic = torch.exp(logp - logp.detach())  # exactly 1, with a gradient
    return onehot * magic
