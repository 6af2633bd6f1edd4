# wrong: symexp is exp(x) - 1 without the sign and the absolute value, so negative numbers saturate at -1 instead of mirroring the positive ones.
def symexp(x: Tensor) -> Tensor:
    return torch.expm1(x)
