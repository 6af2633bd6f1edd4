# wrong: looks at most 16 steps ahead (the usual dream) and bootstraps there, so longer sequences get returns that differ from the recursion
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    horizon = 16
    cont = lam * (1 - last.to(reward.dtype))
    length = reward.shape[1]
    out = []
    for start in range(length - 1):
        stop = min(start + horizon, length - 1)
        ret = bootstrap[:, stop]
        for t in range(stop, start, -1):
            mixed = (1 - cont[:, t]) * bootstrap[:, t] + cont[:, t] * ret
            ret = reward[:, t] + discount[:, t] * mixed
        out.append(ret)
    return torch.stack(out, dim=1)
