# wrong: symlog turns the negative entries of the caller's tensor positive in place.
def symlog(x: Tensor) -> Tensor:
    negative = x < 0
    magnitude = x.detach() if not x.requires_grad else x.clone()
    magnitude[negative] *= -1
    result = torch.log1p(magnitude)
    return torch.where(negative, -result, result)
