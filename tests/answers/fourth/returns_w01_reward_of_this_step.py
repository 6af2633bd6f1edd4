# wrong: takes reward[t] where reward[t+1] belongs, so every action is credited with the reward of the one before
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    cont = lam * (1 - last.float())
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(reward.shape[1] - 1)):
        mixed = (1 - cont[:, t + 1]) * bootstrap[:, t + 1] + cont[:, t + 1] * ret
        ret = reward[:, t] + discount[:, t + 1] * mixed
        out.append(ret)
    return torch.stack(out[::-1], 1)
