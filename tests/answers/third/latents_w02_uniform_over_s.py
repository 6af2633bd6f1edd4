# wrong: the uniform part is ratio/S (size of axis -2) instead of ratio/K, so the mixture is not normalised unless S equals K.
def unimix(logits, ratio=0.01):
    *_, classes, _ = logits.shape
    probs = logits.softmax(-1)
    return ((1 - ratio) * probs + ratio / classes).log()
