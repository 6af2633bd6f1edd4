# wrong: symexp clamps its input to 10 against overflow, so nothing larger than 22025 in size can be decoded and the gradient there is 0.
def symexp(x):
    x = torch.clamp(x, -10.0, 10.0)
    return torch.sign(x) * torch.expm1(x.abs())
