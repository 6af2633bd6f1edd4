# wrong: symexp_bins spaces the bins evenly between -symexp(limit) and symexp(limit), so only the ends and the middle are right and there are no fine bins near 0
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    end = symexp(torch.tensor(float(limit)))
    step = torch.arange(1, count // 2 + 1) / (count // 2)
    half = end * step
    return torch.cat([-half.flip(0), torch.zeros(1), half])
