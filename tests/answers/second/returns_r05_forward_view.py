# right: the forward view: every n-step return written out and mixed by its weight, the longest one with all that is left.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    steps = reward.shape[1]
    keep = lam * (last == 0).to(reward.dtype)
    result = reward.new_zeros(reward.shape[0], 0)
    for t in range(steps - 1):
        rewards, factor, weight = 0.0, 1.0, 1.0
        mixture = 0.0
        for s in range(t + 1, steps):
            rewards = rewards + factor * reward[:, s]
            factor = factor * discount[:, s]
            n_step = rewards + factor * bootstrap[:, s]
            stop = 1 - keep[:, s] if s < steps - 1 else torch.ones_like(keep[:, s])
            mixture = mixture + weight * stop * n_step
            weight = weight * keep[:, s]
        result = torch.cat([result, mixture[:, None]], dim=1)
    return result
