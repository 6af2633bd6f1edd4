# wrong: unimix subtracts the maximum from the caller's logits in place, so the input is changed (and leaf logits that need a gradient raise).
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    logits -= logits.detach().max(dim=-1, keepdim=True).values  # numerical stability
    weights = logits.exp()
    probs = weights / weights.sum(-1, keepdim=True)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])
