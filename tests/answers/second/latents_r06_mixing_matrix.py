# right: unimix as a matrix product of the softmax with (1-ratio)·I + (ratio/K)·ones; one-hot rows picked out of an identity matrix.
def _mixing(classes, ratio, like):
    eye = torch.eye(classes, dtype=like.dtype, device=like.device)
    return (1 - ratio) * eye + torch.full_like(eye, ratio / classes)


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    return (logits.softmax(-1) @ _mixing(logits.shape[-1], ratio, logits)).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    u = torch.rand(logp.shape, generator=generator, dtype=logp.dtype, device=logp.device)
    tiny = torch.finfo(logp.dtype).tiny
    noise = -(-u.clamp(min=tiny).log()).clamp(min=tiny).log()
    which = (logp.detach() + noise).argmax(-1)
    p = logp.exp()
    onehot = torch.eye(logp.shape[-1], dtype=logp.dtype, device=logp.device)[which]
    return onehot + (p - p.detach())
