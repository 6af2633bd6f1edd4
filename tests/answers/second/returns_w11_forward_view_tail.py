# wrong: mixes the n-step returns with weights (1-lam)·lam^(n-1) and forgets that the longest one gets all the weight that is left, so the weights do not add up to 1.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    T = reward.shape[1]
    end = last.to(reward.dtype)
    out = []
    for t in range(T - 1):
        total = torch.zeros_like(reward[:, 0])
        summed = torch.zeros_like(total)
        scale = torch.ones_like(total)
        weight = torch.ones_like(total)
        for s in range(t + 1, T):  # the (s - t)-step return
            summed = summed + scale * reward[:, s]
            scale = scale * discount[:, s]
            c = lam * (1 - end[:, s])
            total = total + weight * (1 - c) * (summed + scale * bootstrap[:, s])
            weight = weight * c
        out.append(total)
    return torch.stack(out, dim=1)
