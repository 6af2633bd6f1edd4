# wrong: last is treated like the end of the world: nothing follows it, not even the critic's estimate.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    discount = discount * (1 - last.float())
    ret = bootstrap[:, -1]
    result = []
    for t in reversed(range(reward.size(1) - 1)):
        ret = reward[:, t + 1] + discount[:, t + 1] * torch.lerp(bootstrap[:, t + 1], ret, lam)
        result.append(ret)
    return torch.stack(result[::-1], dim=1)
