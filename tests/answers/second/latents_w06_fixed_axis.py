# wrong: unimix takes the softmax over axis 2, which is the classes only for [B, S, K]; [S, K] raises and [B, T, S, K] is normalised over the variables.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    # logits: (batch, stoch, classes)
    probs = torch.softmax(logits, dim=2)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[2])
