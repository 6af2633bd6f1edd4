# wrong: the recursion is unrolled as a cumulative sum divided by a cumulative product clamped at 1e-8, which is wrong wherever that product is 0 or tiny: after any cut or terminal, and in long sequences.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    """Vectorised: R_t = sum_s (a_s · w_s) / w_t with w the running product of d·c."""
    r, d, v = reward[:, 1:], discount[:, 1:], bootstrap[:, 1:]
    c = lam * (1 - last[:, 1:].to(r.dtype))
    a = r + d * (1 - c) * v
    w = torch.cumprod(d * c, dim=1)
    before = torch.cat([torch.ones_like(w[:, :1]), w[:, :-1]], dim=1).clamp(min=1e-8)
    terms = a * before
    tail = w[:, -1:] * v[:, -1:]
    return (terms.flip(1).cumsum(1).flip(1) + tail) / before
