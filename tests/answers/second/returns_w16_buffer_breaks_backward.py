# wrong: writes each return into the buffer that later steps were computed from, so the backward pass raises where the discount needs a gradient.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v = reward[:, 1:], discount[:, 1:], bootstrap[:, 1:]
    c = lam * (1 - last[:, 1:].to(r.dtype))
    chain = d * c
    ret = torch.zeros_like(bootstrap)
    ret[:, -1] = bootstrap[:, -1]
    ret[:, :-1] = r + d * (1 - c) * v
    for t in range(r.shape[1] - 1, -1, -1):
        ret[:, t] += chain[:, t] * ret[:, t + 1]
    return ret[:, :-1]
