# wrong: symlog passes x through below 6e-8 but uses log(1 + |x|) above it, so between about 6e-8 and 1e-3 it is still far from exact to float32.
def symlog(x: Tensor) -> Tensor:
    size = x.abs()
    # 1 + x forgets every digit of an x below 6e-8, there symlog is the identity
    return torch.where(size < 6e-8, x, x.sign() * (1 + size).log())
