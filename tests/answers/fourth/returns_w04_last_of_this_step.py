# wrong: the chain is cut by last[t] instead of last[t+1], so the return before a recording's end runs into the next episode
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    keep = lam * (1.0 - last.float())
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 2, -1, -1):
        ret = reward[:, t + 1] + discount[:, t + 1] * (
            (1 - keep[:, t]) * bootstrap[:, t + 1] + keep[:, t] * ret
        )
        out.append(ret)
    out.reverse()
    return torch.stack(out, 1)
