# wrong: softmax by hand without subtracting the maximum: logits of 100 or more overflow to inf / inf = nan
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    weights = torch.exp(logits)
    probs = weights / weights.sum(dim=-1, keepdim=True)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])
