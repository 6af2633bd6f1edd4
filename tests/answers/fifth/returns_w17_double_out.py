# wrong: the result is collected in a float64 tensor, so float32 inputs give float64 returns
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    batch, length = reward.shape
    out = torch.zeros(batch, length - 1, dtype=torch.float64, device=reward.device)
    cont = lam * (1 - last.double())
    ret = bootstrap[:, -1].double()
    for t in reversed(range(length - 1)):
        mixed = (1 - cont[:, t + 1]) * bootstrap[:, t + 1] + cont[:, t + 1] * ret
        ret = reward[:, t + 1] + discount[:, t + 1] * mixed
        out[:, t] = ret
    return out
