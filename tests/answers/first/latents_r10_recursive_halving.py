# right: halves the classes recursively, choosing a half by its share of the mass; the mixture is a logsumexp of two terms.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    shares = torch.tensor([1.0 - ratio, ratio / logits.shape[-1]], dtype=logits.dtype).log()
    terms = torch.stack([logits.log_softmax(-1), torch.zeros_like(logits)], -1) + shares
    return terms.logsumexp(-1)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    def pick(mass: Tensor) -> Tensor:
        K = mass.shape[-1]
        if K == 1:
            return torch.ones_like(mass)
        left, right = mass[..., : K // 2], mass[..., K // 2 :]
        share = left.sum(-1, keepdim=True) / mass.sum(-1, keepdim=True)
        u = torch.rand(share.shape, dtype=share.dtype, generator=generator)
        go = (u < share).to(mass.dtype)
        return torch.cat([go * pick(left), (1 - go) * pick(right)], -1)

    p = unimix(logits).exp()
    return pick(p.detach().double()).to(p.dtype) + (p - p.detach())
