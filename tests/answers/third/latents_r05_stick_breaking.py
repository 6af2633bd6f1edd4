# right: the draw goes through the classes one after another, a coin for each ("this one, given none before?").
def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    weights = p.detach().double()
    *lead, K = p.shape
    left = weights.flip(-1).cumsum(-1).flip(-1)  # what is left from class k on
    free = torch.ones(lead, dtype=torch.bool, device=p.device)
    columns = []
    for k in range(K):
        u = torch.rand(lead, generator=generator, device=p.device, dtype=torch.float64)
        taken = free if k == K - 1 else free & (u * left[..., k] < weights[..., k])
        columns.append(taken)
        free = free & ~taken
    onehot = torch.stack(columns, -1).to(p.dtype)
    return onehot + (p - p.detach())
