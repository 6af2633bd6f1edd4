# wrong: two-stage draw whose uniform branch uses randint without the generator, so about 1 % of the classes do not repeat with the same generator
from torch.nn import functional as F
def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    k = logits.shape[-1]
    with torch.no_grad():
        flat = logits.softmax(-1).reshape(-1, k)
        chosen = torch.multinomial(flat, 1, generator=generator).squeeze(-1)
        coin = torch.rand(chosen.shape, generator=generator, device=logits.device) < 0.01
        chosen = torch.where(coin, torch.randint_like(chosen, k), chosen)
    onehot = F.one_hot(chosen.reshape(logits.shape[:-1]), k).to(logits.dtype)
    probs = unimix(logits).exp()
    return onehot + (probs - probs.detach())
