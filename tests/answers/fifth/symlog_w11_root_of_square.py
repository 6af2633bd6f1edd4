# wrong: |x| is written as sqrt(x*x), whose gradient at 0 is NaN (and whose square underflows for tiny inputs)
def symlog(x):
    magnitude = torch.sqrt(x * x)
    return torch.sign(x) * torch.log1p(magnitude)
