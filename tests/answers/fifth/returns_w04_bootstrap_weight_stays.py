# wrong: the bootstrap keeps the weight 1 - lam where a recording ends instead of the full weight, so returns before it are far too small
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    alive = 1 - last.to(reward.dtype)
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        mixed = (1 - lam) * bootstrap[:, t] + lam * alive[:, t] * ret
        ret = reward[:, t] + discount[:, t] * mixed
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
