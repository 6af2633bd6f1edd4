# wrong: the returns are written into a view of the reward tensor, which changes the caller's reward in place
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last[:, 1:].to(reward.dtype))
    d, v = discount[:, 1:], bootstrap[:, 1:]
    out = reward[:, 1:]
    ret = v[:, -1]
    for t in range(out.shape[1] - 1, -1, -1):
        out[:, t] += d[:, t] * ((1 - carry[:, t]) * v[:, t] + carry[:, t] * ret)
        ret = out[:, t].clone()
    return out
