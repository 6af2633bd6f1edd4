# wrong: the generator is set back to its seed before each draw, so successive draws from one generator are all the same
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    if generator is not None:
        generator.manual_seed(generator.initial_seed())
    probs = unimix(logits).exp()
    noise = torch.rand(probs.shape, generator=generator, device=probs.device)
    race = -torch.log(noise.clamp_min(1e-20)) / probs.detach()
    onehot = torch.zeros_like(probs).scatter(-1, race.argmin(-1, keepdim=True), 1.0)
    return onehot + (probs - probs.detach())
