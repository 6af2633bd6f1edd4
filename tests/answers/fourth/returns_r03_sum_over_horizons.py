# right: for each step the explicit sum over how far the chain goes: the reward and bootstrap met at each later step, weighted with the product up to there
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    B, T = reward.shape
    k = lam * torch.where(last.bool(), 0.0, 1.0).to(reward)
    k = torch.cat([k[:, :-1], torch.zeros_like(k[:, -1:])], 1)
    result = reward.new_zeros(B, 0)
    for t in range(T - 1):
        total, weight = 0.0, 1.0
        for n in range(t + 1, T):
            here = reward[:, n] + discount[:, n] * (1 - k[:, n]) * bootstrap[:, n]
            total = total + weight * here
            weight = weight * discount[:, n] * k[:, n]
        result = torch.cat([result, total[:, None]], 1)
    return result
