# wrong: unimix mixes the raw logits with ratio/K and normalises that, instead of mixing the softmax probabilities with the uniform ones.
def unimix(logits, ratio=0.01):
    mixed = (1 - ratio) * logits + ratio / logits.shape[-1]
    return torch.log_softmax(mixed, -1)
