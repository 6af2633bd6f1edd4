# wrong: 1 - last raises an error for a bool tensor, which the contract allows beside 0 and 1
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last)
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * (
            (1 - carry[:, t]) * bootstrap[:, t] + carry[:, t] * ret
        )
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
