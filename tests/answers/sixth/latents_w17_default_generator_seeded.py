# wrong: without a generator it makes one with seed 0 in every call, so unseeded calls always draw the same classes
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    if generator is None:
        generator = torch.Generator(device=logits.device).manual_seed(0)
    probs = unimix(logits).exp()
    index = torch.multinomial(probs.detach().reshape(-1, probs.shape[-1]), 1, generator=generator)
    onehot = torch.zeros_like(probs).view(-1, probs.shape[-1]).scatter(1, index, 1.0)
    return onehot.view_as(probs) + (probs - probs.detach())
