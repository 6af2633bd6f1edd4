# wrong: last[t] is used where last[t+1] belongs, so the chain is cut one step late, after it has looked into the next episode
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last[:, :-1].float())
    r, d, v = reward[:, 1:], discount[:, 1:], bootstrap[:, 1:]
    ret = v[:, -1]
    out = []
    for t in range(r.shape[1] - 1, -1, -1):
        ret = r[:, t] + d[:, t] * ((1 - carry[:, t]) * v[:, t] + carry[:, t] * ret)
        out.insert(0, ret)
    return torch.stack(out, 1)
