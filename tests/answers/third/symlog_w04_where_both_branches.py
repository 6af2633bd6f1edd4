# wrong: torch.where evaluates log1p(x) and log1p(-x) for every x, and the branch not taken has gradient 0·inf = NaN at x = -1 and x = 1, so the gradient of symlog is NaN there.
def symlog(x: Tensor) -> Tensor:
    return torch.where(x >= 0, torch.log1p(x), -torch.log1p(-x))
