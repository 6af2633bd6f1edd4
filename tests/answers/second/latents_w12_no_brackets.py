# wrong: onehot + p - p.detach() without the brackets, so the sample is off from exact 0 and 1 by a rounding error.
import torch.nn.functional as F


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    *lead, classes = logits.shape
    p = unimix(logits).exp()
    draw = torch.multinomial(p.detach().reshape(-1, classes), 1, generator=generator)
    onehot = F.one_hot(draw.reshape(lead), classes).float()
    return onehot + p - p.detach()
