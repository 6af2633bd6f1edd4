# wrong: the softmax is written as exp / sum of exp without subtracting the maximum, so logits beyond about 88 give NaN
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    weights = torch.exp(logits)
    probs = weights / weights.sum(dim=-1, keepdim=True)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])
