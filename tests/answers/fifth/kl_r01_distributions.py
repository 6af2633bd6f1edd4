# right: torch.distributions with Independent and kl_divergence
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    from torch.distributions import Categorical, Independent, kl_divergence

    def over(logits: Tensor) -> Independent:
        return Independent(Categorical(logits=unimix(logits)), 1)

    dyn = kl_divergence(over(posterior.detach()), over(prior))
    rep = kl_divergence(over(posterior), over(prior.detach()))
    return dyn.clamp_min(free_nats), rep.clamp_min(free_nats)
