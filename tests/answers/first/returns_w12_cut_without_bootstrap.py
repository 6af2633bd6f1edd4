# wrong: at last only the lambda part is cut: the bootstrap keeps its weight 1-lam and does not stand for all that would have followed.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    live = 1.0 - last.to(reward.dtype)
    inter = reward + discount * (1 - lam) * bootstrap
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = inter[:, t] + discount[:, t] * lam * live[:, t] * ret
        out.append(ret)
    out.reverse()
    return torch.stack(out, dim=1)
