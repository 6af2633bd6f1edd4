# wrong: the noise is -log(u) (exponential) instead of -log(-log(u)) (Gumbel), so classes do not come as often as their probabilities say
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    u = torch.rand(logp.shape, generator=generator, device=logp.device).clamp_min(1e-12)
    index = (logp.detach() - torch.log(u)).argmax(-1)
    onehot = torch.nn.functional.one_hot(index, logp.shape[-1]).to(logp.dtype)
    return onehot + logp.exp() - logp.exp().detach()
