# wrong: divides the uniform share by the number of variables S instead of the classes K, so probabilities do not sum to 1 where S != K
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = torch.softmax(logits, dim=-1)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-2])
