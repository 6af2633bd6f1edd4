# wrong: 1 - last is not defined for a bool tensor, so it raises wherever last is bool
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    k = lam * (1 - last)
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(1, reward.shape[1])):
        ret = reward[:, t] + discount[:, t] * ((1 - k[:, t]) * bootstrap[:, t] + k[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
