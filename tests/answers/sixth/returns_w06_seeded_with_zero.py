# wrong: the recursion begins with 0 instead of the last bootstrap, so with lam near 1 what follows the window is missing
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last.to(reward.dtype))
    ret = torch.zeros_like(reward[:, 0])
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * (
            (1 - carry[:, t]) * bootstrap[:, t] + carry[:, t] * ret
        )
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
