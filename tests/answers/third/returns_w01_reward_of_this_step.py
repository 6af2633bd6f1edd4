# wrong: the reward of step t is taken instead of that of step t+1.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    last = last.to(reward.dtype)
    ret, out = bootstrap[:, -1], []
    for t in reversed(range(reward.shape[1] - 1)):
        c = lam * (1 - last[:, t + 1])
        ret = reward[:, t] + discount[:, t + 1] * ((1 - c) * bootstrap[:, t + 1] + c * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
