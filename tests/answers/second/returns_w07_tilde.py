# wrong: negates last with ~, which is right for bool only; for 0 and 1 as integers it gives -1 and -2 (and for floats it raises).
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    c = lam * ~last
    ret = bootstrap[:, -1]
    returns = []
    for t in range(reward.shape[1] - 2, -1, -1):
        ret = reward[:, t + 1] + discount[:, t + 1] * (
            (1 - c[:, t + 1]) * bootstrap[:, t + 1] + c[:, t + 1] * ret
        )
        returns.append(ret)
    returns.reverse()
    return torch.stack(returns, dim=1)
