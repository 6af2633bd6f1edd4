# wrong: symexp takes the sign as x / |x|, so symexp(0) is NaN instead of 0.
def symexp(x: Tensor) -> Tensor:
    magnitude = torch.abs(x)
    return x / magnitude * torch.expm1(magnitude)
