# wrong: |x| is computed as sqrt(x*x), whose gradient at 0 is NaN and which underflows to 0 for tiny x.
def symlog(x):
    magnitude = torch.sqrt(x * x)
    return torch.sign(x) * torch.log1p(magnitude)
