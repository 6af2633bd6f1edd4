# wrong: the 1 is subtracted after the sign was multiplied in, so symexp(0) = -1 and negative inputs are off by 2
def symexp(x):
    return torch.sign(x) * torch.exp(torch.abs(x)) - 1
