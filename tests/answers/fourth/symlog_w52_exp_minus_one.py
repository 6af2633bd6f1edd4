# wrong: symexp computes exp(|x|) - 1 in float32 instead of expm1, so small numbers lose their digits (1e-8 becomes 0)
def symlog(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.log1p(torch.abs(x))


def symexp(x: Tensor) -> Tensor:
    return torch.sign(x) * (torch.exp(torch.abs(x)) - 1.0)
