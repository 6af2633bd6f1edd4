# wrong: where a recording ends in any row of the batch, the chain is cut in all rows.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    T = reward.size(1)
    ret = bootstrap[:, T - 1]
    out = []
    for t in range(T - 2, -1, -1):
        nxt = t + 1
        if last[:, nxt].any():
            follow = bootstrap[:, nxt]
        else:
            follow = (1 - lam) * bootstrap[:, nxt] + lam * ret
        ret = reward[:, nxt] + discount[:, nxt] * follow
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
