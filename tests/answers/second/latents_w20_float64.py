# wrong: the sample is float64 where the logits are float32.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    # double precision, so that the cumulative sum really ends at 1
    p = unimix(logits).double().exp()
    p = p / p.sum(-1, keepdim=True).detach()
    cdf = p.detach().cumsum(-1)
    u = torch.rand(p.shape[:-1] + (1,), dtype=torch.float64, generator=generator, device=p.device)
    index = (u >= cdf[..., :-1]).sum(-1)
    onehot = torch.nn.functional.one_hot(index, p.shape[-1]).double()
    return onehot + (p - p.detach())
