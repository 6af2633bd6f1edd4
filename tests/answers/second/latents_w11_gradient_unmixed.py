# wrong: the straight-through gradient goes through the plain softmax instead of through the mixed probabilities, so it is 1/0.99 times too large.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    K = logits.shape[-1]
    mixed = unimix(logits).detach().exp()
    index = torch.multinomial(mixed.reshape(-1, K), 1, generator=generator)
    onehot = torch.zeros_like(mixed).reshape(-1, K).scatter_(1, index, 1.0).reshape(mixed.shape)
    p = torch.softmax(logits, -1)
    return onehot + (p - p.detach())
