# wrong: the uniform numbers are drawn in bfloat16, in steps of 1/256, so that classes of small probability come too often, too seldom or never.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    # random bits need no precision: save memory
    u = torch.rand((*p.shape[:-1], 1), generator=generator, dtype=torch.bfloat16, device=p.device)
    above = u.float() >= p.detach().cumsum(-1)[..., :-1]
    index = above.sum(-1)
    onehot = nn.functional.one_hot(index, p.shape[-1]).to(p.dtype)
    return onehot + (p - p.detach())
