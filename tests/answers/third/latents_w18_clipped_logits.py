# wrong: unimix clips the logits to [-10, 10] first, which makes logits beyond that equal and cuts their gradient.
def unimix(logits, ratio=0.01):
    logits = logits.clamp(-10.0, 10.0)  # keeps exp() safe
    probs = logits.softmax(-1)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])
