# wrong: subtracts the maximum from the caller's logits in place, so the input has changed after the call
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    with torch.no_grad():
        logits -= logits.max(dim=-1, keepdim=True).values
    weights = logits.exp()
    probs = weights / weights.sum(-1, keepdim=True)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])
