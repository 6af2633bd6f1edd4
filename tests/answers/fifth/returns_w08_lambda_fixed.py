# wrong: the weight of the next return is always 0.95 while the bootstrap's follows `lam`, so any other lam gives wrong returns
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    alive = 1 - last.to(reward.dtype)
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        trust = 1 - lam * alive[:, t]
        ret = reward[:, t] + discount[:, t] * (trust * bootstrap[:, t] + 0.95 * alive[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
