# wrong: reads only the generator's initial seed and reseeds the global one, so a second call with the same generator repeats the first draw
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    if generator is not None:
        torch.manual_seed(generator.initial_seed())
    probs = unimix(logits).exp()
    index = torch.distributions.Categorical(probs=probs.detach()).sample()
    onehot = F.one_hot(index, probs.shape[-1]).to(probs.dtype)
    return onehot + (probs - probs.detach())
