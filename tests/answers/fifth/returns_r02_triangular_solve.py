# right: the recursion as a bidiagonal linear system, solved for all steps at once
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v = (x[:, 1:].double() for x in (reward, discount, bootstrap))
    c = lam * (1 - last[:, 1:].double())
    right = r + d * (1 - c) * v
    chain = d * c
    right = torch.cat([right[:, :-1], right[:, -1:] + chain[:, -1:] * v[:, -1:]], 1)
    eye = torch.eye(r.shape[1], dtype=torch.float64, device=r.device)
    matrix = eye - torch.diag_embed(chain[:, :-1], offset=1)
    solved = torch.linalg.solve_triangular(matrix, right[..., None], upper=True)
    return solved[..., 0].to(reward.dtype)
