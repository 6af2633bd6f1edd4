# right: both losses come from one KL of stacked arguments in float64, as probabilities and their ratio
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q = unimix(torch.stack([posterior.detach(), posterior])).double().exp()
    p = unimix(torch.stack([prior, prior.detach()])).double().exp()
    both = torch.xlogy(q, q / p).sum(dim=[-1, -2])
    both = torch.where(both > free_nats, both, torch.full_like(both, free_nats))
    dyn, rep = both.to(posterior.dtype).unbind(0)
    return dyn, rep
