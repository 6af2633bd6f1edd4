# wrong: every call starts anew from the generator's initial seed and never advances it, so that successive draws with one generator are all the same.
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    with torch.random.fork_rng(devices=[], enabled=generator is not None):
        if generator is not None:
            torch.manual_seed(generator.initial_seed())
        onehot = torch.distributions.OneHotCategorical(probs=p.detach()).sample()
    return onehot + (p - p.detach())
