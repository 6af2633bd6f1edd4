# wrong: symexp limits |x| to 10 against overflow, so every result beyond 22025 is wrong although 1e6 must be exact.
MAX_EXPONENT = 10.0


def symexp(x: Tensor) -> Tensor:
    # keep exp from overflowing to inf
    magnitude = x.abs().clamp(max=MAX_EXPONENT)
    return x.sign() * torch.expm1(magnitude)
