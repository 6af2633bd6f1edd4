# wrong: adds 1e-8 inside the logarithm, so a sure and wrong prediction costs at most 18.4 and hardly gets a gradient.
def twohot_loss(logits, target, bins):
    p = logits.softmax(-1)
    return -torch.einsum("...k,...k->...", twohot(target, bins), (p + 1e-8).log())
