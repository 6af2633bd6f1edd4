# wrong: discount[t] is used where discount[t+1] belongs, so an end of the world cuts one step late
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last.to(reward.dtype))
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(reward.shape[1] - 1)):
        mix = (1 - carry[:, t + 1]) * bootstrap[:, t + 1] + carry[:, t + 1] * ret
        ret = reward[:, t + 1] + discount[:, t] * mix
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
