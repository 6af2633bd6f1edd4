# right: bins from one linspace in float64, made exactly symmetric by half the difference from their mirror image.
def symexp_bins(count=255, limit=20.0):
    grid = torch.linspace(-limit, limit, count, dtype=torch.float64)
    bins = grid.sign() * torch.expm1(grid.abs())
    return (0.5 * (bins - bins.flip(0))).float()
