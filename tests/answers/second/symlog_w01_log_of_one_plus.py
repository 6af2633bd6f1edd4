# wrong: symlog uses log(1 + |x|) in float32, so it is not exact near 0 (1e-8 becomes 0, 1e-6 is off by several per cent).
def symlog(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.log(1 + torch.abs(x))
