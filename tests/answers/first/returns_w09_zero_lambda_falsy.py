# wrong: lam=0 is taken for "not given" and becomes 0.95.
LAMBDA = 0.95


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float | None = LAMBDA
) -> Tensor:
    lam = lam or LAMBDA
    c = lam * (1 - last.to(reward.dtype))
    ret = bootstrap[:, -1]
    steps = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * (bootstrap[:, t] + c[:, t] * (ret - bootstrap[:, t]))
        steps.append(ret)
    return torch.stack(steps[::-1], 1)
