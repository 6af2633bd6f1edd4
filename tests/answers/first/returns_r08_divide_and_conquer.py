# right: divides the sequence recursively in halves, each giving its returns as a function of what follows it.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    alive = last.logical_not()

    def solve(lo: int, hi: int, after: Tensor) -> Tensor:
        """Returns of the steps lo … hi-1, given the return `after` of step hi."""
        if hi <= lo:
            return reward[:, :0] + after[:, None][:, :0]
        if hi - lo == 1:
            c = lam * alive[:, hi]
            follow = (1 - c) * bootstrap[:, hi] + c * after
            return (reward[:, hi] + discount[:, hi] * follow).unsqueeze(1)
        middle = (lo + hi) // 2
        right = solve(middle, hi, after)
        return torch.cat([solve(lo, middle, right[:, 0]), right], dim=1)

    return solve(0, reward.shape[1] - 1, bootstrap[:, -1])
