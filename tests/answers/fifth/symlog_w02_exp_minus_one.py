# wrong: symexp computes exp(|x|) - 1 without expm1, so small inputs lose their digits and tiny ones become 0
def symexp(x):
    magnitude = torch.exp(x.abs()) - 1.0
    return torch.sign(x) * magnitude
