# wrong: subtracts the maximum from the caller's logits in place (through .data), so the input is changed
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    logits.data -= logits.data.amax(-1, keepdim=True)
    weights = torch.exp(logits)
    probs = weights / weights.sum(-1, keepdim=True)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])
