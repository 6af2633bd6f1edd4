# right: the loss of one single step [S, K], mapped over batch and time with torch.vmap.
def _step(log_q, log_p):
    return torch.dot(log_q.exp().reshape(-1), (log_q - log_p).reshape(-1))


_steps = torch.vmap(torch.vmap(_step))


def kl_losses(posterior, prior, free_nats=1.0):
    order = {"dyn": lambda q, p: (q.detach(), p), "rep": lambda q, p: (q, p.detach())}
    q, p = unimix(posterior), unimix(prior)
    out = {name: _steps(*stop(q, p)) for name, stop in order.items()}
    return tuple(torch.max(out[name], torch.as_tensor(free_nats).to(out[name])) for name in ("dyn", "rep"))
