# wrong: the backward loop stops one step early, so the return of step 0 stays 0.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    T = reward.shape[1]
    c = lam * (1 - last.float())
    columns = [torch.zeros_like(reward[:, 0]) for _ in range(T)]
    columns[T - 1] = bootstrap[:, T - 1]
    for t in range(T - 2, 0, -1):
        mix = (1 - c[:, t + 1]) * bootstrap[:, t + 1] + c[:, t + 1] * columns[t + 1]
        columns[t] = reward[:, t + 1] + discount[:, t + 1] * mix
    return torch.stack(columns[:-1], dim=1)
