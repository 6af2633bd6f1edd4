# wrong: the returned value at a step with last is set to 0, which is the loss's business; the return there is to be what the formula says.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    last = last.to(reward.dtype)
    c = lam * (1 - last)
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(reward.shape[1] - 1)):
        n = t + 1
        ret = reward[:, n] + discount[:, n] * ((1 - c[:, n]) * bootstrap[:, n] + c[:, n] * ret)
        out.append(ret)
    ret = torch.stack(out[::-1], dim=1)
    return ret * (1 - last[:, :-1])  # these look into the next episode
