# right: both losses from one call on stacked pairs, summed by matrix products, the maximum taken by stacking
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    left = unimix(torch.stack([posterior.detach(), posterior]))
    right = unimix(torch.stack([prior, prior.detach()]))
    flat = left.flatten(-2).exp().unsqueeze(-2) @ (left - right).flatten(-2).unsqueeze(-1)
    kl = flat[..., 0, 0]
    dyn, rep = torch.stack([kl, torch.full_like(kl, free_nats)]).max(0).values
    return dyn, rep
