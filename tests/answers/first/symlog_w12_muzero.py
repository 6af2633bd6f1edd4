# wrong: these are the value transform of R2D2/MuZero, sign(x)(sqrt(|x| + 1) - 1) + 0.001 x, and its inverse, not a logarithm.
EPS = 0.001


def symlog(x: Tensor) -> Tensor:
    return torch.sign(x) * (torch.sqrt(torch.abs(x) + 1) - 1) + EPS * x


def symexp(x: Tensor) -> Tensor:
    root = torch.sqrt(1 + 4 * EPS * (torch.abs(x) + 1 + EPS))
    return torch.sign(x) * (((root - 1) / (2 * EPS)) ** 2 - 1)
