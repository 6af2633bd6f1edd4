# wrong: each half of the bins begins at 0 itself and another 0 is put between them, so symexp_bins has three bins at 0 and all others too far apart
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    half = symexp(torch.linspace(0.0, limit, count // 2))
    return torch.cat([-half.flip(0), torch.zeros(1), half])
