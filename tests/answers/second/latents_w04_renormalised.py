# wrong: unimix adds ratio/K to the unscaled softmax and renormalises, which makes the uniform share ratio/(1+ratio) instead of ratio.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = torch.softmax(logits, -1) + ratio / logits.size(-1)
    probs = probs / probs.sum(-1, keepdim=True)
    return torch.log(probs)
