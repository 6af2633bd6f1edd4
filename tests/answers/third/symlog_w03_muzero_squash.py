# wrong: the value transform of R2D2/MuZero, sign(x)(sqrt(|x|+1)-1)+eps x, and its inverse stand for symlog and symexp.
EPS = 1e-3


def symlog(x: Tensor) -> Tensor:
    return x.sign() * ((x.abs() + 1).sqrt() - 1) + EPS * x


def symexp(x: Tensor) -> Tensor:
    root = ((1 + 4 * EPS * (x.abs() + 1 + EPS)).sqrt() - 1) / (2 * EPS)
    return x.sign() * (root.square() - 1)
