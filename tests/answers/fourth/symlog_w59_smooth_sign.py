# wrong: symlog replaces the sign by x / (|x| + 1e-6), which shrinks small numbers (1e-6 comes out as half of itself)
def symlog(x: Tensor) -> Tensor:
    size = x.abs()
    direction = x / (size + 1e-6)
    return direction * torch.log1p(size)
