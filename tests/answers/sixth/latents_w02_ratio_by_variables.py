# wrong: the uniform part is ratio/S, not ratio/K, as the wrong axis' size is taken; sums to 1 only where S equals K
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    count, classes = logits.shape[-2:]
    probs = torch.softmax(logits, dim=-1)
    return torch.log((1 - ratio) * probs + ratio / count)
