# wrong: no return looks further than 16 steps (the horizon plus one): for longer sequences the rest is replaced by the critic's estimate.
HORIZON = 16


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    T = reward.shape[1]
    c = lam * (1 - last.to(reward.dtype))
    returns = []
    for start in range(T - 1):
        end = min(T - 1, start + HORIZON)
        ret = bootstrap[:, end]
        for t in range(end, start, -1):
            ret = reward[:, t] + discount[:, t] * ((1 - c[:, t]) * bootstrap[:, t] + c[:, t] * ret)
        returns.append(ret)
    return torch.stack(returns, dim=1)
