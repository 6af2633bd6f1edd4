# right: no recursion at all: for each start the weighted terms are added up forwards.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    B, T = reward.shape
    k = torch.where(last.bool(), torch.zeros_like(reward), torch.full_like(reward, lam))
    out = torch.zeros(B, T - 1, dtype=reward.dtype)
    for start in range(T - 1):
        weight, total = torch.ones_like(reward[:, 0]), 0.0
        for n in range(start + 1, T):
            total = total + weight * (reward[:, n] + discount[:, n] * (1 - k[:, n]) * bootstrap[:, n])
            weight = weight * discount[:, n] * k[:, n]
        out[:, start] = total + weight * bootstrap[:, -1]
    return out
