# right: one KL graph, split by a closure that freezes the names asked for; the free nats by torch.where on the value.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    log = {"q": unimix(posterior), "p": unimix(prior)}

    def loss(frozen):
        q, p = (log[name].detach() if name == frozen else log[name] for name in "qp")
        ratio = q - p
        kl = torch.matmul(q.exp().unsqueeze(-2), ratio.unsqueeze(-1)).flatten(-3).sum(-1)
        return torch.where(kl.detach() > free_nats, kl, torch.full_like(kl, free_nats))

    return loss("q"), loss("p")
