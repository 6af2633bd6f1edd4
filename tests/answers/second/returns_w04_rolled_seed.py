# wrong: all inputs are rolled by one step and the seed is read from the rolled values, so the chain is seeded with bootstrap[:, 0] instead of bootstrap[:, -1].
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v, end = (torch.roll(x, -1, dims=1) for x in (reward, discount, bootstrap, last.to(reward.dtype)))
    c = lam * (1 - end)
    ret, out = v[:, -1], []
    for t in range(r.shape[1] - 2, -1, -1):
        ret = r[:, t] + d[:, t] * ((1 - c[:, t]) * v[:, t] + c[:, t] * ret)
        out.append(ret)
    return torch.stack(out, 1).flip(1)
