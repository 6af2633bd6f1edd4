# right: each step is an affine map of the return after it; the maps are composed by halving the sequence recursively.
def _solve(gain, offset, seed):
    """All returns of a stretch, given the return after it."""
    n = gain.shape[1]
    if n == 0:
        return offset
    if n == 1:
        return offset + gain * seed
    late = _solve(gain[:, n // 2 :], offset[:, n // 2 :], seed)
    early = _solve(gain[:, : n // 2], offset[:, : n // 2], late[:, :1])
    return torch.cat([early, late], dim=1)


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    keep = lam * (1 - last.to(reward.dtype))
    gain = discount * keep
    offset = reward + discount * (1 - keep) * bootstrap
    return _solve(gain[:, 1:], offset[:, 1:], bootstrap[:, -1:])
