# wrong: the softmax and the uniform part run over all S*K classes together instead of per variable, so no variable's probabilities sum to 1
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    flat = logits.flatten(-2)
    probs = (1 - ratio) * flat.softmax(-1) + ratio / flat.shape[-1]
    return probs.log().reshape(logits.shape)
