# wrong: last multiplies the discount as if the world had ended, so the critic's estimate is dropped where only the recording ends
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    alive = discount * (1 - last.to(discount.dtype))
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + alive[:, t] * ((1 - lam) * bootstrap[:, t] + lam * ret)
        out.append(ret)
    out.reverse()
    return torch.stack(out, dim=1)
