# wrong: unimix only raises improbable classes to the floor ratio/K instead of mixing, so likely classes keep their softmax probability and classes under the floor get no gradient.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    """No class less likely than ratio / K."""
    probs = logits.softmax(dim=-1)
    floor = ratio / logits.shape[-1]
    return probs.clamp(min=floor).log()
