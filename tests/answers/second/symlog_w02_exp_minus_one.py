# wrong: symexp uses exp(|x|) - 1 in float32, so it is not exact near 0 (1e-8 becomes 0) and does not undo symlog there.
def symexp(x: Tensor) -> Tensor:
    magnitude = x.abs().exp() - 1.0
    return magnitude * x.sign()
