# wrong: the half grid comes from torch.arange with a float step and an end of limit + step, which for some counts (39, 45, 61, … at limit 20; by rounding) has one element too many, so that K is count + 2 and the edge lies beyond limit.
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    step = limit / (count // 2)
    half = symexp(torch.arange(0, limit + step, step))
    return torch.cat([-half[1:].flip(0), half])
