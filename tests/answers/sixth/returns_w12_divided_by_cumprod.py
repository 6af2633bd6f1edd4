# wrong: the recursion is solved by dividing by a cumulative product, which is 0/0 = NaN as soon as a discount or a chain weight is 0
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last[:, 1:].to(reward.dtype))
    r, d, v = reward[:, 1:], discount[:, 1:], bootstrap[:, 1:]
    gain = d * carry
    offset = r + d * (1 - carry) * v
    weight = torch.cumprod(gain, dim=1)
    before = torch.cat([torch.ones_like(weight[:, :1]), weight[:, :-1]], dim=1)
    terms = before * offset
    tail = terms.flip(1).cumsum(1).flip(1) + weight[:, -1:] * v[:, -1:]
    return tail / before
