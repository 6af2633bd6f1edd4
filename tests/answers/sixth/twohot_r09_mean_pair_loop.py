# right: a loop over mirrored pairs from the middle outwards, on softmax written by hand.
def twohot_mean(logits, bins):
    e = torch.exp(logits - logits.amax(-1, keepdim=True).detach())
    p = e / e.sum(-1, keepdim=True)
    i, j = 0, bins.shape[0] - 1
    pairs = []
    while i < j:
        pairs.append(p[..., i] * bins[i] + p[..., j] * bins[j])
        i, j = i + 1, j - 1
    total = p[..., i] * bins[i] if i == j else torch.zeros_like(p[..., 0])
    for pair in reversed(pairs):
        total = total + pair
    return total
