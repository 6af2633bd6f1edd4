# right: the fraction of each gap that the target has passed; the weights are the differences of neighbouring fractions
def twohot(target: Tensor, bins: Tensor) -> Tensor:
    with torch.no_grad():
        passed = (target.unsqueeze(-1) - bins[:-1]).div(bins.diff()).clamp(0.0, 1.0)
        one, zero = torch.ones_like(passed[..., :1]), torch.zeros_like(passed[..., :1])
        return -torch.diff(torch.cat([one, passed, zero], -1), dim=-1)
