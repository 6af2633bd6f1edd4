# wrong: one uniform number per variable is drawn and broadcast over the leading dimensions, so the rows of a batch are not drawn independently (same logits, same class).
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    S, K = logits.shape[-2:]
    p = unimix(logits).exp()
    edges = p.detach().cumsum(-1)[..., :-1]
    u = torch.rand(S, 1, generator=generator, device=logits.device)
    index = (u >= edges).sum(-1)
    onehot = torch.nn.functional.one_hot(index, K).to(p.dtype)
    return onehot + (p - p.detach())
