# wrong: where gradients are switched off (torch.no_grad) the most likely class is returned instead of a draw.
import torch.nn.functional as F


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    K = logits.shape[-1]
    p = unimix(logits).exp()
    if not torch.is_grad_enabled():  # acting: be deterministic
        return F.one_hot(p.argmax(-1), K).to(p.dtype)
    index = torch.multinomial(p.detach().reshape(-1, K), 1, generator=generator)
    onehot = F.one_hot(index.reshape(p.shape[:-1]), K).to(p.dtype)
    return onehot + (p - p.detach())
