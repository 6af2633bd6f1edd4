# wrong: the discount is reduced to one γ (its largest value) and a terminal flag, so predicted continue probabilities that differ are lost
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    gamma = discount.max()
    alive = (discount > 0).to(reward.dtype)
    carry = lam * (1 - last.to(reward.dtype))
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        mix = (1 - carry[:, t]) * bootstrap[:, t] + carry[:, t] * ret
        ret = reward[:, t] + gamma * alive[:, t] * mix
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
