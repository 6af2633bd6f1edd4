# wrong: the bins come from one linspace from -limit to limit, so the two halves are not the same to the last digit
def symexp_bins(count=255, limit=20.0):
    return symexp(torch.linspace(-limit, limit, count))
