# wrong: the return at a step where a recording ends is set to 0 (that is left to the agent's loss), so its value is wrong
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    cont = lam * (1 - last.to(reward.dtype))
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * ((1 - cont[:, t]) * bootstrap[:, t] + cont[:, t] * ret)
        out.append(ret)
    returns = torch.stack(out[::-1], dim=1)
    return returns.masked_fill(last[:, :-1].bool(), 0.0)
