# wrong: the seed already holds the last reward and its discounted bootstrap, so the last transition is counted twice
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    cont = lam * (1 - last.to(reward.dtype))
    ret = reward[:, -1] + discount[:, -1] * bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * ((1 - cont[:, t]) * bootstrap[:, t] + cont[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
