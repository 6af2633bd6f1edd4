# wrong: both branches of a where are differentiated, so the gradient of symlog is NaN at x = -1 and x = 1, where log1p of the unused branch is -inf.
def symlog(x: Tensor) -> Tensor:
    return torch.where(x >= 0, torch.log1p(x), -torch.log1p(-x))
