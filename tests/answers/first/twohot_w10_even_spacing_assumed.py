# wrong: index and weights are computed from the spacing of the first two bins as if all were equally far apart; for symexp bins both are wrong.
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    step = bins[1] - bins[0]
    place = ((target.detach() - bins[0]) / step).clamp(0, len(bins) - 1)
    k = place.floor().long().clamp(max=len(bins) - 2)
    upper = (place - k).unsqueeze(-1)
    index = torch.arange(len(bins), device=bins.device)
    return torch.where(index == k.unsqueeze(-1), 1 - upper, 0.0) + torch.where(
        index == k.unsqueeze(-1) + 1, upper, 0.0
    )
