# right: the returns as the solution of a triangular linear system, in float64
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v, e = (x[:, 1:].double() for x in (reward, discount, bootstrap, last))
    chain = lam * (1 - e)
    right = r + d * (1 - chain) * v
    gain = d * chain
    edge = torch.zeros_like(right)
    edge[:, -1:] = 1.0
    right = right + edge * gain * v
    eye = torch.eye(r.shape[1], dtype=r.dtype, device=r.device)
    system = eye - torch.diag_embed(gain[:, :-1], offset=1)
    solved = torch.linalg.solve_triangular(system, right.unsqueeze(-1), upper=True)
    return solved.squeeze(-1).to(reward.dtype)
