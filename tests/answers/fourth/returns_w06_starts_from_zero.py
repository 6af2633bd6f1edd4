# wrong: the recursion is seeded with 0 instead of the last bootstrap, so the end of a dream is undervalued by the share lam
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    B, T = reward.shape
    k = lam * (1 - last.float())
    ret = torch.zeros_like(bootstrap[:, -1])
    out = []
    for t in range(T - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * ((1 - k[:, t]) * bootstrap[:, t] + k[:, t] * ret)
        out.append(ret)
    return torch.stack(out, 1).flip(1)
