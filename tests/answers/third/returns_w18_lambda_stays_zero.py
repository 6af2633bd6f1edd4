# wrong: lam itself is overwritten by lam*(1-last) in the backward loop, so all steps before a recording's end keep lambda 0.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    last = last.to(reward.dtype)
    ret, out = bootstrap[:, -1], []
    for t in reversed(range(reward.shape[1] - 1)):
        lam = lam * (1 - last[:, t + 1])
        ret = reward[:, t + 1] + discount[:, t + 1] * ((1 - lam) * bootstrap[:, t + 1] + lam * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
