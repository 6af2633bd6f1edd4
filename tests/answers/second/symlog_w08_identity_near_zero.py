# wrong: inside +-0.1 symlog gives x itself instead of sign(x) ln(1 + |x|), an error of up to 5 per cent and a jump at 0.1.
def symlog(x: Tensor) -> Tensor:
    # "Near 0 both are nearly the identity": skip the log there, it also avoids rounding
    small = x.abs() < 0.1
    return torch.where(small, x, x.sign() * torch.log1p(x.abs()))
