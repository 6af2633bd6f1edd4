# right: solves the bidiagonal linear system (I - N) R = b with torch.linalg.solve_triangular.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    T = reward.shape[1]
    c = lam * (1 - last.to(reward.dtype))
    own = (reward + discount * (1 - c) * bootstrap)[:, 1:]
    right = torch.cat([own, bootstrap[:, -1:]], 1)  # [B, T]
    above = torch.diag_embed((discount * c)[:, 1:], offset=1)  # [B, T, T]
    system = torch.eye(T, dtype=reward.dtype) - above
    solved = torch.linalg.solve_triangular(system, right[..., None], upper=True, unitriangular=True)
    return solved[:, :-1, 0]
