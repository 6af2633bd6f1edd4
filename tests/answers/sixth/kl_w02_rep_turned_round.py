# wrong: the representation loss is KL[sg(p) || q] instead of KL[q || sg(p)], so its value differs from the dynamics loss
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    def kl(a, b):
        a, b = unimix(a), unimix(b)
        return torch.sum(a.exp() * (a - b), dim=(-1, -2))

    free = torch.tensor(free_nats, device=prior.device)
    dyn = torch.maximum(kl(posterior.detach(), prior), free)
    rep = torch.maximum(kl(prior.detach(), posterior), free)
    return dyn, rep
