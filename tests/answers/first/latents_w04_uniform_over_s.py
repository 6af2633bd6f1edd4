# wrong: the uniform part is ratio/S and not ratio/K, so the probabilities sum to 1 only where S equals K.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    *_, K, S = logits.shape
    probs = (1 - ratio) * torch.softmax(logits, dim=-1) + ratio / K
    return torch.log(probs)
