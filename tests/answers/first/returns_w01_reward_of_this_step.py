# wrong: takes the reward of step t and not that of step t+1.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    c = lam * (1 - last.to(reward.dtype))
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 2, -1, -1):
        mix = (1 - c[:, t + 1]) * bootstrap[:, t + 1] + c[:, t + 1] * ret
        ret = reward[:, t] + discount[:, t + 1] * mix
        out.insert(0, ret)
    return torch.stack(out, dim=1)
