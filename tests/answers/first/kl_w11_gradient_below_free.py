# wrong: the values are right, but the maximum is taken without gradient, so that steps below free_nats still teach.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def at_least(x):
        x = x.clone()
        x.data.clamp_(min=free_nats)
        return x

    q, p = unimix(posterior), unimix(prior)
    dyn = (q.detach().exp() * (q.detach() - p)).sum((-2, -1))
    rep = (q.exp() * (q - p.detach())).sum((-2, -1))
    return at_least(dyn), at_least(rep)
