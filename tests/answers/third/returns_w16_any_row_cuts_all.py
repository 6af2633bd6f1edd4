# wrong: if a recording ends in any row of the batch, the chain is cut there in all rows.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    ret, out = bootstrap[:, -1], []
    for t in reversed(range(reward.shape[1] - 1)):
        nxt = bootstrap[:, t + 1]
        if last[:, t + 1].any():
            follow = nxt
        else:
            follow = (1 - lam) * nxt + lam * ret
        ret = reward[:, t + 1] + discount[:, t + 1] * follow
        out.append(ret)
    return torch.stack(out[::-1], 1)
