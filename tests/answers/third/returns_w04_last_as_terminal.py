# wrong: where the recording ends (last) the discount is set to 0 as if the world ended, so the critic's estimate is lost there.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    discount = discount * (1 - last.to(discount.dtype))
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(reward.shape[1] - 1)):
        ret = reward[:, t + 1] + discount[:, t + 1] * ((1 - lam) * bootstrap[:, t + 1] + lam * ret)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
