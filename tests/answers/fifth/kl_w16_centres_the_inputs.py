# wrong: centres both logits in place through detached views before use, so the caller's posterior and prior are changed
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    for logits in (posterior, prior):
        values = logits.detach()
        values -= values.mean(-1, keepdim=True)
    q, p = unimix(posterior), unimix(prior)
    still_q, still_p = q.detach(), p.detach()
    dyn = (still_q.exp() * (still_q - p)).sum((-1, -2))
    rep = (q.exp() * (q - still_p)).sum((-1, -2))
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)
