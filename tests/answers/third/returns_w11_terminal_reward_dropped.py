# wrong: rewards are masked where the discount is 0, so the reward of the terminal step itself is lost.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    reward = torch.where(discount > 0, reward, torch.zeros_like(reward))  # nothing counts after the end
    c = lam * (1 - last.to(reward.dtype))
    ret, out = bootstrap[:, -1], []
    for t in reversed(range(reward.shape[1] - 1)):
        n = t + 1
        ret = reward[:, n] + discount[:, n] * ((1 - c[:, n]) * bootstrap[:, n] + c[:, n] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
