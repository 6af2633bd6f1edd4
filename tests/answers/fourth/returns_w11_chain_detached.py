# wrong: the later return is detached in the recursion, so values are right but no gradient reaches rewards and estimates more than one step ahead
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    k = lam * (1 - last.to(reward.dtype))
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(1, reward.shape[1])):
        target = (1 - k[:, t]) * bootstrap[:, t] + k[:, t] * ret.detach()
        ret = reward[:, t] + discount[:, t] * target
        out.append(ret)
    return torch.stack(out[::-1], 1)
