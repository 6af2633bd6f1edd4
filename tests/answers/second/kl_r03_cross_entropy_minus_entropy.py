# right: cross-entropy minus entropy with einsum; the frozen copies are made of the raw logits before mixing.
def _inner(a, b):
    return torch.einsum("...sk,...sk->...", a, b)


def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    out = []
    for post, pri in [(posterior.detach(), prior), (posterior, prior.detach())]:
        log_q, log_p = unimix(post), unimix(pri)
        q = log_q.exp()
        out.append(torch.clamp(_inner(q, log_q) - _inner(q, log_p), min=free_nats))
    return out[0], out[1]
