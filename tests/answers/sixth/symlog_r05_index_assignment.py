# right: flattened, both signs handled by boolean indexing on a copy, then shaped back.
def _by_sign(x, positive):
    flat = x.reshape(-1)
    out = torch.zeros_like(flat)
    up, down = flat > 0, flat < 0
    out[up] = positive(flat[up])
    out[down] = -positive(-flat[down])
    return out.reshape(x.shape)


def symlog(x):
    return _by_sign(x, torch.log1p)


def symexp(x):
    return _by_sign(x, torch.expm1)
