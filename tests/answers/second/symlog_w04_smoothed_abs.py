# wrong: |x| is replaced by sqrt(x^2 + 1e-12) in symlog, so numbers near 0 are not exact (symlog(1e-8) is 1e-6).
EPS = 1e-12


def symlog(x: Tensor) -> Tensor:
    # sqrt(x^2 + eps) has a gradient everywhere, abs has none at 0
    magnitude = torch.sqrt(x * x + EPS)
    return torch.sign(x) * torch.log1p(magnitude)
