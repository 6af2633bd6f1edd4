# wrong: symexp of one linspace from -limit to limit, so the halves differ in the last digits and the middle bin is not exactly 0.
def symexp_bins(count=255, limit=20.0):
    return symexp(torch.linspace(-limit, limit, count))
