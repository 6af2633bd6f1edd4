# wrong: symexp clamps its argument to ±10 "against overflow", so symexp(symlog(x)) is 22025 for every x beyond that, and the gradient is 0 there.
MAX_EXPONENT = 10.0


def symexp(x: Tensor) -> Tensor:
    safe = x.clamp(-MAX_EXPONENT, MAX_EXPONENT)  # exp overflows easily
    return safe.sign() * torch.expm1(safe.abs())
