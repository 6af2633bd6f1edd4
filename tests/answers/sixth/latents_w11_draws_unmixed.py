# wrong: classes are drawn from the plain softmax and only the gradient is that of the mixture, so improbable classes never come
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixed = unimix(logits).exp()
    plain = logits.softmax(-1).reshape(-1, logits.shape[-1])
    index = torch.multinomial(plain, 1, generator=generator).reshape(logits.shape[:-1])
    onehot = torch.nn.functional.one_hot(index, logits.shape[-1]).to(logits.dtype)
    return onehot + (mixed - mixed.detach())
