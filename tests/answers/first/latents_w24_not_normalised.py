# wrong: the softmax is not multiplied by 1 - ratio, so that the probabilities sum to 1 + ratio.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    return torch.log(torch.softmax(logits, -1) + ratio / logits.shape[-1])
