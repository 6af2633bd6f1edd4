# wrong: takes the cumulative product of the discounts inside the recursion, so later steps are discounted over and over
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    weight = torch.cumprod(discount, dim=1)
    cont = lam * (1 - last.to(reward.dtype))
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + weight[:, t] * ((1 - cont[:, t]) * bootstrap[:, t] + cont[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
