# wrong: without a generator it makes one with seed 0 at each call, so every call gives the same draw
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    if generator is None:
        generator = torch.Generator(device=logits.device)
        generator.manual_seed(0)
    probs = unimix(logits).exp()
    k = probs.shape[-1]
    index = torch.multinomial(probs.detach().reshape(-1, k), 1, generator=generator)
    onehot = F.one_hot(index.reshape(probs.shape[:-1]), k).to(probs.dtype)
    return onehot + (probs - probs.detach())
