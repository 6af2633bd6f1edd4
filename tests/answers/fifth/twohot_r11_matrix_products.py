# right: the mean folds pairs with an explicit pairing of indices sorted by distance from the middle, the loss is a batched matrix product of weights with log-probabilities
def symexp_bins(count=255, limit=20.0):
    half = torch.linspace(0.0, limit, count // 2 + 1, dtype=torch.float64)[1:].expm1().float()
    return torch.cat((half.neg().flip(0), half.new_zeros(1), half))


def twohot_mean(logits, bins):
    count = len(bins)
    weighted = torch.softmax(logits, dim=-1) * bins
    order = torch.arange(count, device=bins.device)
    order = torch.stack([order, count - 1 - order], 1)
    return weighted[..., order].sum(-1).mean(-1) * (count / 2)


def twohot_loss(logits, target, bins):
    w = twohot(target, bins)
    logp = logits - logits.logsumexp(-1, keepdim=True)
    return torch.matmul(w.unsqueeze(-2), logp.unsqueeze(-1)).neg().squeeze(-1).squeeze(-1)
