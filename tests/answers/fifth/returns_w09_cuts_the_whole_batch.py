# wrong: if any row's recording ends at a step, the chain is cut for all rows of the batch
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        c = 0.0 if bool(last[:, t].any()) else lam
        ret = reward[:, t] + discount[:, t] * ((1 - c) * bootstrap[:, t] + c * ret)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
