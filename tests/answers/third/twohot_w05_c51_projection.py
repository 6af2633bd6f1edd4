# wrong: the projection of C51 finds the neighbours by dividing by one constant bin width, which holds for evenly spaced bins only and not for symexp bins.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    v_min, v_max, atoms = bins[0], bins[-1], len(bins)
    delta_z = (v_max - v_min) / (atoms - 1)
    b = (target.detach().clamp(v_min, v_max) - v_min) / delta_z
    lower = b.floor().long().clamp(0, atoms - 2)
    upper = lower + 1
    m = torch.zeros(*target.shape, atoms, device=target.device)
    m.scatter_add_(-1, lower[..., None], (upper - b)[..., None])
    m.scatter_add_(-1, upper[..., None], (b - lower)[..., None])
    return m
