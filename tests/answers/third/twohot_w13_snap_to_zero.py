# wrong: the mean is a plain sum whose rounding error is hidden by setting every result below 10 (and beyond -10) to 0, so small predictions become 0 with gradient 0.
NOISE = 10.0


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    mean = (logits.softmax(-1) * bins).sum(-1)
    if bins.abs().max() < 1e6:
        return mean
    return torch.where(mean.abs() < NOISE, torch.zeros_like(mean), mean)
