# wrong: takes the discount of step t and not that of step t+1.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    reward, value, last = reward[:, 1:], bootstrap[:, 1:], last[:, 1:].float()
    discount = discount[:, :-1]
    keep = lam * (1 - last)
    ret, returns = value[:, -1], []
    for t in reversed(range(reward.shape[1])):
        ret = reward[:, t] + discount[:, t] * ((1 - keep[:, t]) * value[:, t] + keep[:, t] * ret)
        returns.append(ret)
    return torch.stack(returns[::-1], 1)
