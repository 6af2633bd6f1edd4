# right: a Python loop over the S variables, each drawn by its own multinomial call, then stacked
import torch.nn.functional as F


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    classes = logits.shape[-1]
    out = []
    for variable in logits.unbind(-2):
        shifted = variable - variable.detach().amax(-1, keepdim=True)
        weight = shifted.exp()
        probs = weight / weight.sum(-1, keepdim=True)
        out.append(((1 - ratio) * probs + ratio / classes).log())
    return torch.stack(out, -2)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    classes = logits.shape[-1]
    drawn = []
    for logp in unimix(logits).unbind(-2):
        probs = logp.exp()
        rows = probs.detach().reshape(-1, classes)
        index = torch.multinomial(rows, 1, generator=generator)[:, 0].reshape(probs.shape[:-1])
        drawn.append(F.one_hot(index, classes).to(probs.dtype) + (probs - probs.detach()))
    return torch.stack(drawn, dim=-2)
