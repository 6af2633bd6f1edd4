# wrong: detaches the bootstrap, so the values are right but no gradient flows to the critic's estimate
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    bootstrap = bootstrap.detach()
    cont = lam * (1 - last.to(reward.dtype))
    inputs = reward + discount * (1 - cont) * bootstrap
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = inputs[:, t] + discount[:, t] * cont[:, t] * ret
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
