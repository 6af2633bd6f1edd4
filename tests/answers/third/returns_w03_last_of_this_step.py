# wrong: the chain is cut by last[t] instead of last[t+1].
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    last = last.float()
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 2, -1, -1):
        c = lam * (1.0 - last[:, t])
        ret = reward[:, t + 1] + discount[:, t + 1] * ((1 - c) * bootstrap[:, t + 1] + c * ret)
        out.insert(0, ret)
    return torch.stack(out, dim=1)
