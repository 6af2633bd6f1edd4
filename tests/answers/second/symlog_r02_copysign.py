# right: the sign is carried over by copysign and the two functions come from a table of lambdas.
_SQUASH = {
    "log": lambda size: size.log1p(),
    "exp": lambda size: size.expm1(),
}


def _apply(name: str, x: Tensor) -> Tensor:
    return torch.copysign(_SQUASH[name](x.abs()), x)


def symlog(x: Tensor) -> Tensor:
    return _apply("log", x)


def symexp(x: Tensor) -> Tensor:
    return _apply("exp", x)
