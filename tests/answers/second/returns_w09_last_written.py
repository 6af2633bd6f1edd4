# wrong: marks the final column as an end by writing into the caller's `last`, so an input is changed in place (the returns are right).
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    last[:, -1] = 1  # beyond the sequence there is only the critic
    ret = torch.zeros_like(reward[:, 0])
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        mixed = (1 - lam) * bootstrap[:, t] + lam * ret
        ret = reward[:, t] + discount[:, t] * torch.where(last[:, t].bool(), bootstrap[:, t], mixed)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
