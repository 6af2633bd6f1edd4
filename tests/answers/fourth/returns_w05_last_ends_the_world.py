# wrong: treats last like terminal and multiplies it into the discount, so the critic's estimate does not stand for what follows a recording's end
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    discount = discount * (1 - last.float())
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(reward.shape[1] - 1)):
        ret = reward[:, t + 1] + discount[:, t + 1] * ((1 - lam) * bootstrap[:, t + 1] + lam * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
