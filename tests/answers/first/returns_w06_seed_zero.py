# wrong: the recursion is seeded with 0 and not with bootstrap[-1].
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    B, T = reward.shape
    k = lam * (1 - last.type_as(reward))
    carry = torch.zeros(B, dtype=reward.dtype, device=reward.device)
    inputs = reward + discount * (1 - k) * bootstrap
    out = []
    for t in range(T - 1, 0, -1):
        carry = inputs[:, t] + discount[:, t] * k[:, t] * carry
        out.append(carry)
    return torch.stack(out, 1).flip(1)
