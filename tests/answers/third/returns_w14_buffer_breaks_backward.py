# wrong: the returns are written into one buffer whose slices autograd has saved, so backward raises as soon as the discount carries a gradient (predicted continue).
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * (1 - last.to(reward.dtype))
    ret = torch.zeros_like(reward)
    ret[:, -1] = bootstrap[:, -1]
    for t in reversed(range(reward.shape[1] - 1)):
        n = t + 1
        one_step = reward[:, n] + discount[:, n] * (1 - c[:, n]) * bootstrap[:, n]
        ret[:, t] = one_step + discount[:, n] * c[:, n] * ret[:, n]
    return ret[:, :-1]
