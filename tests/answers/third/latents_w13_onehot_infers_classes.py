# wrong: one_hot is called without the number of classes, so its width is the largest drawn class + 1: it raises (or broadcasts ones) unless class K-1 is drawn.
import torch.nn.functional as F


def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    index = torch.multinomial(p.detach().flatten(0, -2), 1, generator=generator).reshape(p.shape[:-1])
    onehot = F.one_hot(index).to(p.dtype)
    return onehot + (p - p.detach())
