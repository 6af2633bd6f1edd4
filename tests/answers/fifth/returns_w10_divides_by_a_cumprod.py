# wrong: vectorised with a cumulative product that is divided by again: where a world or a recording ends it is 0, and the returns before become nan
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    c = lam * (1 - last[:, 1:].to(reward.dtype))
    d, v = discount[:, 1:], bootstrap[:, 1:]
    own = reward[:, 1:] + d * (1 - c) * v
    factor = torch.cumprod(d * c, dim=1)
    before = torch.cat([torch.ones_like(factor[:, :1]), factor[:, :-1]], dim=1)
    weighted = before * own
    tail = weighted.flip(1).cumsum(1).flip(1)
    return (tail + factor[:, -1:] * bootstrap[:, -1:]) / before
