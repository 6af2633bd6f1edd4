# wrong: the loop stops before the first step, so ret[0] stays 0
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    steps = reward.shape[1]
    carry = lam * (1 - last.to(reward.dtype))
    rets = [torch.zeros_like(reward[:, 0]) for _ in range(steps)]
    rets[-1] = bootstrap[:, -1]
    for t in range(steps - 2, 0, -1):
        mix = (1 - carry[:, t + 1]) * bootstrap[:, t + 1] + carry[:, t + 1] * rets[t + 1]
        rets[t] = reward[:, t + 1] + discount[:, t + 1] * mix
    return torch.stack(rets[:-1], dim=1)
