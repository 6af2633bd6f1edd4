# wrong: at a step that is both terminal and last the cut wins with the largest discount of the batch, so the critic's estimate is added where the world has ended
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    gamma = discount.max()
    cut = last.bool()
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        chained = reward[:, t] + discount[:, t] * ((1 - lam) * bootstrap[:, t] + lam * ret)
        stopped = reward[:, t] + gamma * bootstrap[:, t]
        ret = torch.where(cut[:, t], stopped, chained)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
