# wrong: lam=0 counts as not given and becomes 0.95, so the one-step return cannot be had
def lambda_return(reward, discount, bootstrap, last, lam=None):
    lam = lam or 0.95
    k = lam * (1 - last.float())
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * ((1 - k[:, t]) * bootstrap[:, t] + k[:, t] * ret)
        out.append(ret)
    return torch.stack(out, 1).flip(1)
