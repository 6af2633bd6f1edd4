# wrong: where last is set the chain is cut, but the bootstrap is weighted with 1-lam instead of 1, so most of its value is lost
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    alive = 1.0 - last.to(reward.dtype)
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        follow = (1 - lam) * bootstrap[:, t] + lam * alive[:, t] * ret
        ret = reward[:, t] + discount[:, t] * follow
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
