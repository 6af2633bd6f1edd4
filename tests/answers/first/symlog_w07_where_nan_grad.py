# wrong: both branches of torch.where are computed on all of x, so the gradient of symlog is NaN at x = 1 and x = -1, where the branch not taken is log1p(-1).
def symlog(x: Tensor) -> Tensor:
    return torch.where(x >= 0, torch.log1p(x), -torch.log1p(-x))
