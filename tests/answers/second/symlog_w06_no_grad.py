# wrong: symexp is wrapped in no_grad, so no gradient flows from its result to its input.
@torch.no_grad()
def symexp(x: Tensor) -> Tensor:
    """Only used for decoding predictions, so no graph is needed."""
    return torch.sign(x) * torch.expm1(torch.abs(x))
