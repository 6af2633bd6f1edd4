# wrong: within ±0.01 both functions return x itself, which is off by up to half a percent and not exact to float32.
SMALL = 1e-2


def symlog(x: Tensor) -> Tensor:
    return torch.where(x.abs() < SMALL, x, x.sign() * torch.log(1 + x.abs()))


def symexp(x: Tensor) -> Tensor:
    return torch.where(x.abs() < SMALL, x, x.sign() * (torch.exp(x.abs()) - 1))
