# wrong: bootstrap[t] instead of bootstrap[t+1] is mixed in, the value of the state the return starts from
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last[:, 1:].float())
    r, d, v = reward[:, 1:], discount[:, 1:], bootstrap[:, :-1]
    ret = bootstrap[:, -1]
    out = []
    for t in range(r.shape[1] - 1, -1, -1):
        ret = r[:, t] + d[:, t] * ((1 - carry[:, t]) * v[:, t] + carry[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
