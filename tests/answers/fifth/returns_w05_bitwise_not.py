# wrong: `~last` negates a bool but turns the integers 0 and 1 into -1 and -2 (and raises for floats), so only bool masks work
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    cont = lam * ~last
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * ((1 - cont[:, t]) * bootstrap[:, t] + cont[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
