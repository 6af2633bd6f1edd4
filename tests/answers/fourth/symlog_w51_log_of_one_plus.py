# wrong: symlog computes log(1 + |x|) in float32, so every |x| below about 6e-8 becomes 0 and small numbers lose most of their digits
def symlog(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.log(1 + torch.abs(x))


def symexp(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.expm1(torch.abs(x))
