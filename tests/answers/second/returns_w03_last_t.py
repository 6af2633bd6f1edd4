# wrong: cuts the chain by last of step t instead of step t+1, so it is cut one step late.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    keep = lam * (1 - last.float())
    returns = [bootstrap[:, -1]]
    for t in range(reward.shape[1] - 2, -1, -1):
        k, v = keep[:, t], bootstrap[:, t + 1]
        returns.append(reward[:, t + 1] + discount[:, t + 1] * torch.lerp(v, returns[-1], k))
    return torch.stack(returns[:0:-1], dim=1)
