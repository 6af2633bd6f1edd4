# wrong: accumulates in a view of reward, so that the caller's rewards are overwritten in place.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    returns = reward[:, 1:]
    if returns.requires_grad:
        returns = returns.clone()
    c = lam * (1 - last[:, 1:].to(reward.dtype))
    ret = bootstrap[:, -1]
    for t in reversed(range(returns.shape[1])):
        returns[:, t] += discount[:, t + 1] * ((1 - c[:, t]) * bootstrap[:, t + 1] + c[:, t] * ret)
        ret = returns[:, t].clone()
    return returns
