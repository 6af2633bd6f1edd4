# right: draws in two stages, as the mixture says: a coin per variable decides between a uniform class and one from the plain softmax; the gradient is that of the mixture.
RATIO = 0.01


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    lead, K = logits.shape[:-1], logits.shape[-1]
    softmax = logits.softmax(-1)
    with torch.no_grad():
        coin = torch.rand(lead, generator=generator) < RATIO
        anyone = torch.randint(K, lead, generator=generator)
        likely = torch.multinomial(softmax.reshape(-1, K), 1, generator=generator).reshape(lead)
        index = torch.where(coin, anyone, likely)
        hard = (index[..., None] == torch.arange(K)).to(logits.dtype)
    mixed = (1 - RATIO) * softmax + RATIO / K
    return hard + (mixed - mixed.detach())
