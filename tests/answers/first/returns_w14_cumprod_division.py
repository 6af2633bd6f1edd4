# wrong: the vectorised form divides by the cumulated product of the weights, which is 0 after an end of world or recording (or lam=0) and gives NaN.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v = reward[:, 1:], discount[:, 1:], bootstrap[:, 1:]
    c = lam * (1 - last[:, 1:].to(r.dtype))
    weight = (d * c).cumprod(1)
    before = torch.cat([torch.ones_like(weight[:, :1]), weight[:, :-1]], 1)
    term = (r + d * (1 - c) * v) * before
    tail = term.flip(1).cumsum(1).flip(1) + weight[:, -1:] * v[:, -1:]
    return tail / before
