# wrong: symlog returns x itself wherever |x| < 0.01 ("leaves small numbers alone"), which is up to half a percent off and jumps at 0.01
def symlog(x: Tensor) -> Tensor:
    large = torch.sign(x) * torch.log1p(torch.abs(x))
    return torch.where(torch.abs(x) < 0.01, x, large)
