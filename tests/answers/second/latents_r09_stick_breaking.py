# right: class after class decides with its hazard p_k/(p_k + … + p_K) whether it is drawn (stick-breaking).
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    fixed = p.detach()
    remaining = fixed.flip(-1).cumsum(-1).flip(-1)
    open_ = torch.ones(p.shape[:-1], dtype=torch.bool, device=p.device)
    picks = []
    for k in range(p.shape[-1] - 1):
        u = torch.rand(open_.shape, generator=generator, dtype=p.dtype, device=p.device)
        here = open_ & (u * remaining[..., k] < fixed[..., k])
        picks.append(here)
        open_ = open_ & ~here
    picks.append(open_)
    onehot = torch.stack(picks, -1).to(p.dtype)
    return onehot + (p - p.detach())
