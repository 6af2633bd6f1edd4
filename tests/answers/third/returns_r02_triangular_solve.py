# right: the recursion as a linear system, upper bidiagonal, solved at once with solve_triangular.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    B, T = reward.shape
    c = lam * (1 - last.to(reward.dtype))
    carry = discount * c
    known = torch.cat([(reward + discount * (1 - c) * bootstrap)[:, 1:], bootstrap[:, -1:]], 1)
    system = torch.eye(T, dtype=reward.dtype, device=reward.device) - torch.diag_embed(carry[:, 1:], offset=1)
    return torch.linalg.solve_triangular(system, known[..., None], upper=True, unitriangular=True)[:, :-1, 0]
