# wrong: symexp clamps its input to 10, so nothing above 22,025 comes back (1e6 needs 13.8)
def symexp(x):
    x = torch.clamp(x, -10.0, 10.0)
    return torch.sign(x) * torch.expm1(torch.abs(x))
