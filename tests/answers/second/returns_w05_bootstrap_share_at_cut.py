# wrong: where a recording ends the chain is cut, but the bootstrap keeps its weight 1-lam instead of 1.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    going = 1.0 - last.float()
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(1, reward.shape[1])):
        future = (1 - lam) * bootstrap[:, t] + lam * going[:, t] * ret
        ret = reward[:, t] + discount[:, t] * future
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
