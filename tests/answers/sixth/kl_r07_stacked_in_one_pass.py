# right: both losses in one pass over tensors stacked along a new first axis, with its own mixture by hand and a max with a stacked floor
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q_side = torch.stack([posterior.detach(), posterior])
    p_side = torch.stack([prior, prior.detach()])
    mixed = [0.99 * side.softmax(-1) + 0.01 / side.shape[-1] for side in (q_side, p_side)]
    per_class = torch.xlogy(mixed[0], mixed[0] / mixed[1])
    kl = per_class.sum(dim=(-2, -1))
    floor = torch.full_like(kl, free_nats)
    dyn, rep = torch.stack([kl, floor]).max(dim=0).values
    return dyn, rep
