# wrong: a fresh generator is made from the given one's seed at every call, so the given one never moves on and two calls in a row draw the same
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    if generator is not None:
        generator = torch.Generator(device=logits.device).manual_seed(generator.initial_seed())
    probs = unimix(logits).exp()
    K = probs.shape[-1]
    index = torch.multinomial(probs.reshape(-1, K), 1, generator=generator)
    onehot = F.one_hot(index.reshape(probs.shape[:-1]), K).float()
    return onehot + (probs - probs.detach())
