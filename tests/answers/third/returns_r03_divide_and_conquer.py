# right: each step is an affine map; spans of steps are composed by halving recursively (depth log T).
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = (1 - last.to(reward.dtype)) * lam
    slope = (discount * c)[:, 1:]
    offset = (reward + discount * (bootstrap - c * bootstrap))[:, 1:]

    def solve(lo, hi, end):
        """Returns of steps lo..hi-1 when the one at hi is `end`."""
        if hi - lo == 0:
            return []
        if hi - lo == 1:
            return [offset[:, lo] + slope[:, lo] * end]
        middle = (lo + hi) // 2
        right = solve(middle, hi, end)
        return solve(lo, middle, right[0]) + right

    columns = solve(0, slope.shape[1], bootstrap[:, -1])
    return torch.stack(columns, 1) if columns else torch.zeros_like(slope)
