# wrong: the class is the argmax of p·u with uniform u, which favours likely classes more than p does.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    u = torch.rand(p.shape, generator=generator, device=p.device)
    winner = (p.detach() * u).argmax(dim=-1)
    onehot = torch.eye(p.shape[-1], device=p.device)[winner]
    return onehot + (p - p.detach())
