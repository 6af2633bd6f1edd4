# right: NumPy style, positive and negative entries are picked with boolean masks and written into a buffer of zeros.
def _by_sign(x: Tensor, function) -> Tensor:
    out = torch.zeros_like(x)
    up, down = x > 0, x < 0
    out[up] = function(x[up])
    out[down] = -function(-x[down])
    return out


def symlog(x: Tensor) -> Tensor:
    return _by_sign(x, torch.log1p)


def symexp(x: Tensor) -> Tensor:
    return _by_sign(x, torch.expm1)
