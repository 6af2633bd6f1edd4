# right: the recursion is a bidiagonal system of equations, solved for all steps at once by solve_triangular.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v = reward[:, 1:], discount[:, 1:], bootstrap[:, 1:]
    c = lam * (1 - last[:, 1:].to(r.dtype))
    right = torch.cat([r + d * (1 - c) * v, bootstrap[:, -1:]], dim=1)  # [B, T], the last is the seed
    eye = torch.eye(right.shape[1], dtype=r.dtype, device=r.device)
    system = eye - torch.diag_embed(d * c, offset=1)
    solved = torch.linalg.solve_triangular(system, right.unsqueeze(-1), upper=True)
    return solved.squeeze(-1)[:, :-1]
