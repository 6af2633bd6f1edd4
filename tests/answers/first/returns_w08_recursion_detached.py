# wrong: the return of the next step is detached in the recursion, so that the gradient to later rewards, discounts and values is lost.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    c = lam * (1 - last.to(reward.dtype))
    target = bootstrap[:, -1]
    out = []
    for t in reversed(range(reward.shape[1] - 1)):
        follow = (1 - c[:, t + 1]) * bootstrap[:, t + 1] + c[:, t + 1] * target.detach()
        target = reward[:, t + 1] + discount[:, t + 1] * follow
        out.append(target)
    return torch.stack(out[::-1], dim=1)
