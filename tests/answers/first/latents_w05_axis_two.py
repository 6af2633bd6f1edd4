# wrong: the softmax runs over dimension 2, which is K only for [B, S, K]: for [B, T, S, K] it normalises over the variables, and [S, K] raises.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    """logits [B, S, K]"""
    probs = torch.softmax(logits, dim=2)
    uniform = torch.ones_like(probs) / probs.shape[2]
    return ((1.0 - ratio) * probs + ratio * uniform).log()
