# wrong: the chain is cut by last[t] instead of last[t+1], so one return before a recording's end still looks into the next episode
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    steps = zip(
        reward[:, 1:].unbind(1),
        discount[:, 1:].unbind(1),
        bootstrap[:, 1:].unbind(1),
        (lam * (1.0 - last[:, :-1].float())).unbind(1),
    )
    ret, out = bootstrap[:, -1], []
    for r, d, v, c in reversed(list(steps)):
        ret = r + d * ((1 - c) * v + c * ret)
        out.insert(0, ret)
    return torch.stack(out, dim=1)
