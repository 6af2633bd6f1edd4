# right: two rows of an identity matrix are blended with torch.lerp; bins, mean and loss are closures and lambdas, the mean adds halves of odd and even counts.
def _bins(count=255, limit=20.0):
    outer = torch.expm1(torch.arange(1, count // 2 + 1, dtype=torch.float64) * (limit / (count // 2)))
    return torch.hstack([-outer.flip(0), torch.zeros(1, dtype=torch.float64), outer]).float()


symexp_bins = _bins


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    inside = target.detach().clip(min=bins[0], max=bins[-1])
    k = torch.bucketize(inside, bins[1:-1].contiguous(), right=True)
    start, end = bins.take(k), bins.take(k + 1)
    rows = torch.eye(bins.numel(), dtype=bins.dtype, device=bins.device)
    return torch.lerp(rows[k], rows[k + 1], ((inside - start) / (end - start)).unsqueeze(-1))


def _mean(logits, bins):
    parts = logits.softmax(-1).mul(bins)
    half = bins.numel() // 2
    below, middle, above = parts.tensor_split([half, bins.numel() - half], dim=-1)
    return (below + above.flip(-1)).sum(-1) + middle.sum(-1)


twohot_mean = lambda logits, bins: _mean(logits, bins)  # noqa: E731
twohot_loss = lambda logits, target, bins: (  # noqa: E731
    -logits.log_softmax(-1).mul(twohot(target, bins)).sum(-1)
)
