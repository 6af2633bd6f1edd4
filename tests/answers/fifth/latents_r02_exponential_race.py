# right: draws by a race of exponential clocks (argmax of p / E)
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = torch.exp(unimix(logits))
    clocks = torch.empty_like(p, requires_grad=False).exponential_(1.0, generator=generator)
    first = torch.argmax(p.detach() / clocks, dim=-1)
    z = torch.eye(p.shape[-1], dtype=p.dtype, device=p.device)[first]
    return z + p - p.detach()
