# wrong: uses the running product of the discounts (the weight of an imagined step) in place of each step's own discount.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    weight = torch.cumprod(discount[:, 1:], dim=1)
    c = lam * (1 - last[:, 1:].float())
    r, v = reward[:, 1:], bootstrap[:, 1:]
    ret, out = v[:, -1], []
    for t in range(r.shape[1] - 1, -1, -1):
        ret = r[:, t] + weight[:, t] * ((1 - c[:, t]) * v[:, t] + c[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
