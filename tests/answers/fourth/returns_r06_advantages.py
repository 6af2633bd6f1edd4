# right: sums temporal-difference errors as in generalised advantage estimation, and adds the critic's estimate at the end, in float64
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v = reward.double(), discount.double(), bootstrap.double()
    k = lam * (1 - last.double())
    delta = r[:, 1:] + d[:, 1:] * v[:, 1:] - v[:, :-1]
    advantage = torch.zeros_like(v[:, -1])
    rows = [advantage]
    for t in range(delta.shape[1] - 1, -1, -1):
        advantage = delta[:, t] + d[:, t + 1] * k[:, t + 1] * advantage
        rows.append(advantage)
    advantages = torch.stack(rows[::-1], 1)[:, :-1]
    return (advantages + v[:, :-1]).float()
