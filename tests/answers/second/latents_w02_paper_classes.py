# wrong: unimix spreads the ratio over the paper's 32 classes (ratio/32) instead of over the K classes of the logits, so every K other than 32 gets a mixture that does not sum to 1.
NUM_CLASSES = 32  # DreamerV3: 32 variables x 32 classes
UNIFORM = 1.0 / NUM_CLASSES


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = torch.softmax(logits, dim=-1)
    probs = (1 - ratio) * probs + ratio * UNIFORM
    return torch.log(probs)
