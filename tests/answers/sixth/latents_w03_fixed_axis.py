# wrong: softmax over axis 2 instead of the last one: right for [N, S, K], over S for [B, T, S, K], and an error for [S, K]
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = torch.softmax(logits, dim=2)
    uniform = torch.ones_like(probs) / logits.shape[-1]
    return torch.log((1 - ratio) * probs + ratio * uniform)
