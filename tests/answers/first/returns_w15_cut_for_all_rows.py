# wrong: where one row's recording ends, the chain is cut in all rows of the batch.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    ret = bootstrap[:, -1]
    returns = []
    for t in reversed(range(reward.shape[1] - 1)):
        if last[:, t + 1].any():
            follow = bootstrap[:, t + 1]
        else:
            follow = (1 - lam) * bootstrap[:, t + 1] + lam * ret
        ret = reward[:, t + 1] + discount[:, t + 1] * follow
        returns.append(ret)
    return torch.stack(returns[::-1], dim=1)
