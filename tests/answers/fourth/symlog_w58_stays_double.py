# wrong: symexp computes in float64 for precision and never converts back, so float32 in gives float64 out
def symexp(x: Tensor) -> Tensor:
    wide = x.to(torch.float64)
    return wide.sign() * wide.abs().expm1()
