# wrong: the bootstrap is detached, so no gradient reaches it although gradients are to flow
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    value = bootstrap.detach()
    carry = lam * (1 - last.to(reward.dtype))
    ret = value[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * (
            (1 - carry[:, t]) * value[:, t] + carry[:, t] * ret
        )
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
