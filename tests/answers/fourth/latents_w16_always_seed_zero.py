# wrong: without a generator it makes one with seed 0 at every call, so all calls without a generator give the same draw
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    if generator is None:
        generator = torch.Generator(device=logits.device)
        generator.manual_seed(0)
    probs = unimix(logits).exp()
    K = probs.shape[-1]
    index = torch.multinomial(probs.reshape(-1, K), 1, generator=generator)
    onehot = F.one_hot(index.reshape(probs.shape[:-1]), K).float()
    return onehot + (probs - probs.detach())
