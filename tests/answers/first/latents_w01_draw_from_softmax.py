# wrong: the classes are drawn from softmax(logits) without the 1 % uniform, although value range and gradient use the mixture.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    weights = torch.softmax(logits, dim=-1).detach()
    index = torch.multinomial(weights.flatten(0, -2), 1, generator=generator)
    index = index.view(logits.shape[:-1])
    onehot = nn.functional.one_hot(index, logits.shape[-1]).to(p.dtype)
    return onehot + (p - p.detach())
