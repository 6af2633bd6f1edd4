# wrong: in the advantage form the last advantage begins as the bootstrap instead of 0, so the final value is counted twice
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last.to(reward.dtype))
    advantage = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 2, -1, -1):
        delta = reward[:, t + 1] + discount[:, t + 1] * bootstrap[:, t + 1] - bootstrap[:, t]
        advantage = delta + discount[:, t + 1] * carry[:, t + 1] * advantage
        out.append(advantage + bootstrap[:, t])
    return torch.stack(out[::-1], dim=1)
