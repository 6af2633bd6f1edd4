# wrong: symlog is log(1 + |x|) and symexp is exp(|x|) - 1, so both lose the digits of small x (below 6e-8 they give 0) and are not exact to float32 near 0.
def symlog(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.log(1 + torch.abs(x))


def symexp(x: Tensor) -> Tensor:
    return torch.sign(x) * (torch.exp(torch.abs(x)) - 1)
