# wrong: the end of a recording is treated like the end of the world: nothing at all follows, not even the bootstrap.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    done = last.to(reward.dtype)
    d = discount * (1 - done)
    ret, returns = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + d[:, t] * ((1 - lam) * bootstrap[:, t] + lam * ret)
        returns = [ret] + returns
    return torch.stack(returns, dim=1)
