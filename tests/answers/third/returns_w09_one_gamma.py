# wrong: the discount is reduced to one gamma (its maximum) and a terminal flag (discount == 0), so predicted continue probabilities that vary are lost.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    gamma = discount.max()
    alive = (discount != 0).to(reward.dtype)
    c = lam * (1 - last.to(reward.dtype))
    ret, out = bootstrap[:, -1], []
    for t in reversed(range(reward.shape[1] - 1)):
        n = t + 1
        ret = reward[:, n] + gamma * alive[:, n] * ((1 - c[:, n]) * bootstrap[:, n] + c[:, n] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
