# right: the mixture is drawn in two stages: with probability 1 % a uniform class, else one of softmax(logits).
RATIO = 0.01


def sample_onehot(logits, generator=None):
    lead, K = logits.shape[:-1], logits.shape[-1]
    with torch.no_grad():
        own = torch.multinomial(logits.softmax(-1).reshape(-1, K), 1, generator=generator).reshape(lead)
        any_ = torch.randint(K, lead, generator=generator, device=logits.device)
        coin = torch.rand(lead, generator=generator, device=logits.device) < RATIO
        hot = torch.eye(K, dtype=logits.dtype, device=logits.device)[torch.where(coin, any_, own)]
    p = RATIO / K + (1 - RATIO) * logits.softmax(-1)
    return hot + (p - p.detach())
