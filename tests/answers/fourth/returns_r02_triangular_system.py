# right: solves the bidiagonal linear system (I - A) R = b in float64 instead of looping
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v = (x[:, 1:].double() for x in (reward, discount, bootstrap))
    k = lam * (1 - last[:, 1:].double())
    link = d * k
    right = r + d * (1 - k) * v
    seed = torch.zeros_like(right)
    seed[:, -1:] = 1
    right = right + seed * link * v
    system = torch.eye(right.shape[1], dtype=torch.float64, device=right.device)
    system = system - torch.diag_embed(link[:, :-1], offset=1)
    solved = torch.linalg.solve_triangular(system, right.unsqueeze(-1), upper=True)
    return solved.squeeze(-1).to(reward.dtype)
