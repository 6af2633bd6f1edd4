# wrong: the bootstrap inside the mixture is that of step t instead of t+1, so each state is told its own old value
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    cont = lam * (1 - last.to(reward.dtype))
    ret, out = bootstrap[:, -1], []
    for t in reversed(range(reward.shape[1] - 1)):
        mixed = (1 - cont[:, t + 1]) * bootstrap[:, t] + cont[:, t + 1] * ret
        ret = reward[:, t + 1] + discount[:, t + 1] * mixed
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
