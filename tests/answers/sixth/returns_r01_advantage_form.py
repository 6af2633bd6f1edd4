# right: as the value plus a generalised advantage (temporal differences added up), in float64
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v, e = (x.double() for x in (reward, discount, bootstrap, last))
    delta = r[:, 1:] + d[:, 1:] * v[:, 1:] - v[:, :-1]
    gain = d[:, 1:] * lam * (1 - e[:, 1:])
    advantage = torch.zeros_like(v[:, 0])
    columns = [v[:, -1]]
    for t in range(delta.shape[1] - 1, -1, -1):
        advantage = delta[:, t] + gain[:, t] * advantage
        columns.insert(0, advantage + v[:, t])
    return torch.stack(columns, dim=1)[:, :-1].to(reward.dtype)
