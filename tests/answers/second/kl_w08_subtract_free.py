# wrong: the loss is max(0, KL - free_nats), which is free_nats lower than max(free_nats, KL) everywhere.
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    q, p = unimix(posterior), unimix(prior)
    dyn = torch.einsum("btsk,btsk->bt", q.detach().exp(), q.detach() - p)
    rep = torch.einsum("btsk,btsk->bt", q.exp(), q - p.detach())
    return torch.relu(dyn - free_nats), torch.relu(rep - free_nats)
