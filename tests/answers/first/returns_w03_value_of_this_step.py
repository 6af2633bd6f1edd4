# wrong: mixes in the critic's estimate of step t and not that of step t+1 (the seed is right).
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    c = lam * (1.0 - last.float())
    rets = [bootstrap[:, -1]]
    rows = zip(
        reward[:, 1:].unbind(1), discount[:, 1:].unbind(1), bootstrap[:, :-1].unbind(1), c[:, 1:].unbind(1)
    )
    for r, d, v, k in reversed(list(rows)):
        rets.append(r + d * ((1 - k) * v + k * rets[-1]))
    return torch.stack(rets[1:][::-1], dim=1)
