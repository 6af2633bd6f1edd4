# wrong: accumulates into a view of the rewards, so the caller's `reward` is overwritten in place (and a leaf that needs a gradient raises)
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    cont = lam * (1 - last[:, 1:].to(reward.dtype))
    ret = reward[:, 1:]
    following = bootstrap[:, -1]
    for t in reversed(range(ret.shape[1])):
        mixed = (1 - cont[:, t]) * bootstrap[:, t + 1] + cont[:, t] * following
        ret[:, t] += discount[:, t + 1] * mixed
        following = ret[:, t].clone()
    return ret
