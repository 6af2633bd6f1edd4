# wrong: within 0.01 of 0 both functions return x itself, which is off by up to half a percent and makes a jump at 0.01; only *nearly* the identity is asked.
def _leave_small_alone(x, y, radius=1e-2):
    return torch.where(x.abs() < radius, x, y)


def symlog(x: Tensor) -> Tensor:
    return _leave_small_alone(x, x.sign() * x.abs().log1p())


def symexp(x: Tensor) -> Tensor:
    return _leave_small_alone(x, x.sign() * x.abs().expm1())
