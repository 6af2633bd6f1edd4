# wrong: symlog and symexp are computed in bfloat16 and cast back, so they carry 2 to 3 digits instead of being exact to float32.
def symlog(x: Tensor) -> Tensor:
    h = x.to(torch.bfloat16)
    return (torch.sign(h) * torch.log1p(torch.abs(h))).to(x.dtype)


def symexp(x: Tensor) -> Tensor:
    h = x.to(torch.bfloat16)
    return (torch.sign(h) * torch.expm1(torch.abs(h))).to(x.dtype)
