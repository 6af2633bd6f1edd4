# wrong: the forward view sums (1-c)-weighted n-step returns but gives no weight to the longest one for what is left (lam^n), so the weights do not add up to 1.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    T = reward.shape[1]
    keep = lam * (1 - last.to(reward.dtype))
    out = []
    for t in range(T - 1):
        total = torch.zeros_like(reward[:, 0])
        gained, counts, weight = torch.zeros_like(total), torch.ones_like(total), torch.ones_like(total)
        for s in range(t + 1, T):
            gained = gained + counts * reward[:, s]
            counts = counts * discount[:, s]
            total = total + weight * (1 - keep[:, s]) * (gained + counts * bootstrap[:, s])
            weight = weight * keep[:, s]
        out.append(total)
    return torch.stack(out, 1)
