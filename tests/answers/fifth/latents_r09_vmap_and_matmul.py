# right: unimix as a matrix product with (1-ratio)·I + ratio/K, under vmap; surrogate gradient without exact brackets
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    k = logits.shape[-1]
    mix = (1 - ratio) * torch.eye(k, dtype=torch.float64) + ratio / k
    mix = mix.to(logits.device)

    def one(row: Tensor) -> Tensor:
        return torch.log(mix @ torch.softmax(row.double(), 0))

    return torch.vmap(one)(logits.reshape(-1, k)).reshape(logits.shape).to(logits.dtype)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    k = p.shape[-1]
    index = torch.multinomial(p.detach().reshape(-1, k), 1, generator=generator)
    onehot = (index == torch.arange(k, device=p.device)).reshape(p.shape).to(p.dtype)
    return p + (onehot - p).detach()
