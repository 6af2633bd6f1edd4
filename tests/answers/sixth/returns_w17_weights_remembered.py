# wrong: the chain weights are kept per shape from the first call, so a later call with another lam or other last flags uses the old ones
_chain = {}


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    key = tuple(reward.shape)
    if key not in _chain:
        _chain[key] = lam * (1 - last.to(reward.dtype))
    carry = _chain[key]
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * (
            (1 - carry[:, t]) * bootstrap[:, t] + carry[:, t] * ret
        )
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
