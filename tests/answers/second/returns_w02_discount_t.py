# wrong: takes the discount of step t where that of step t+1 belongs.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    reward, value = reward[:, 1:], bootstrap[:, 1:]
    discount = discount[:, :-1]
    keep = lam * (1 - last[:, 1:].to(reward.dtype))
    interm = reward + discount * (1 - keep) * value
    agg, outs = value[:, -1], []
    for t in range(reward.shape[1] - 1, -1, -1):
        agg = interm[:, t] + discount[:, t] * keep[:, t] * agg
        outs.insert(0, agg)
    return torch.stack(outs, 1)
