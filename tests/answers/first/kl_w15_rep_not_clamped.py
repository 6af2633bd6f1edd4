# wrong: only dyn is kept at free_nats; rep is the bare KL and goes on teaching below one nat.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    log_q, log_p = unimix(posterior), unimix(prior)
    floor = torch.tensor(free_nats, dtype=log_q.dtype)
    dyn, rep = (
        (a.exp() * (a - b)).sum((-2, -1))
        for a, b in ((log_q.detach(), log_p), (log_q, log_p.detach()))
    )
    dyn = torch.maximum(dyn, floor)
    return dyn, rep
