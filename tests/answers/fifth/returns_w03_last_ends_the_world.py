# wrong: a recording's end also sets the discount to 0, so the bootstrap no longer stands for what would have followed
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    going_on = 1 - last.to(reward.dtype)
    live = discount * going_on
    cont = lam * going_on
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + live[:, t] * ((1 - cont[:, t]) * bootstrap[:, t] + cont[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
