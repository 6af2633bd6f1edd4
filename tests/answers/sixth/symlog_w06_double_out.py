# wrong: computes in float64 for accuracy and never goes back, so symexp gives float64 for float32 input.
def symexp(x):
    x = x.to(torch.float64)
    return torch.sign(x) * torch.expm1(torch.abs(x))
