# wrong: normalises over axis 2, which is K only for one leading dimension; [S, K] raises and [B, T, S, K] is normalised over S
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = torch.softmax(logits, dim=2)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])
