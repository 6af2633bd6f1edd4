# right: the draw first decides per variable whether it comes from the uniform part or from the softmax, then draws there; the mixture is never handed to a sampler
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    ratio = 0.01
    lead, classes = logits.shape[:-1], logits.shape[-1]
    where = dict(device=logits.device, generator=generator)
    with torch.no_grad():
        from_uniform = torch.rand(lead, **where) < ratio
        uniform_class = torch.randint(classes, lead, **where)
        own = torch.multinomial(logits.softmax(-1).reshape(-1, classes), 1, generator=generator)
        index = torch.where(from_uniform, uniform_class, own.reshape(lead))
        hard = (index.unsqueeze(-1) == torch.arange(classes, device=logits.device)).to(logits.dtype)
    soft = (1 - ratio) * logits.softmax(-1) + ratio / classes
    return soft - (soft.detach() - hard)
