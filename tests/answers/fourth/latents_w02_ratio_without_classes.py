# wrong: adds ratio to every class instead of ratio/K, so the probabilities add up to more than 1
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = logits.softmax(-1)
    return torch.log((1 - ratio) * probs + ratio)
