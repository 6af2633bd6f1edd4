# wrong: takes the reward of step t where that of step t+1 belongs.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    cont = lam * (1 - last.float())
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(reward.shape[1] - 1)):
        mix = (1 - cont[:, t + 1]) * bootstrap[:, t + 1] + cont[:, t + 1] * ret
        ret = reward[:, t] + discount[:, t + 1] * mix
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
