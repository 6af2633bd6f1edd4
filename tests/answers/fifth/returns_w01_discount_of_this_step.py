# wrong: uses discount[t] instead of discount[t+1], so the end of the world is noticed one step late
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    keep = lam * (1 - last.to(reward.dtype))
    value, out = bootstrap[:, -1], []
    for t in reversed(range(reward.shape[1] - 1)):
        after = (1 - keep[:, t + 1]) * bootstrap[:, t + 1] + keep[:, t + 1] * value
        value = reward[:, t + 1] + discount[:, t] * after
        out.append(value)
    return torch.stack(out[::-1], 1)
