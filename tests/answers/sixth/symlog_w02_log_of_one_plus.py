# wrong: symlog adds 1 before the logarithm, so numbers below 6e-8 become 0 and small ones lose digits.
def symlog(x):
    return torch.sign(x) * torch.log(torch.abs(x) + 1)
