# wrong: the mixture is computed in bfloat16 and cast back, so log-probabilities are off by up to a percent
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    low = logits.to(torch.bfloat16)
    probs = (1 - ratio) * low.softmax(-1) + ratio / low.shape[-1]
    return probs.log().to(logits.dtype)
