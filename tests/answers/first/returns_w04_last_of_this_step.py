# wrong: the chain is cut by last[t] and not by last[t+1].
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    live = 1 - last.to(reward.dtype)
    ret = bootstrap[:, -1]
    out = torch.empty_like(reward[:, 1:])
    columns = []
    for t in range(out.shape[1])[::-1]:
        c = lam * live[:, t]
        ret = reward[:, t + 1] + discount[:, t + 1] * (
            (1 - c) * bootstrap[:, t + 1] + c * ret
        )
        columns.append(ret)
    return torch.stack(columns[::-1], 1)
