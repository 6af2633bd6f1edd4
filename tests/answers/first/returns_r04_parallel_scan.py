# right: composes the affine maps of the steps by a doubling (Hillis-Steele) scan, in log2(T) rounds.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    c = lam * (1 - last.to(reward.dtype))
    slope = (discount * c)[:, 1:]
    shift = (reward + discount * (1 - c) * bootstrap)[:, 1:]
    n, hop = slope.shape[1], 1
    while hop < n:
        # x -> shift + slope·x, each composed with the map `hop` steps later
        later_slope = torch.cat([slope[:, hop:], torch.ones_like(slope[:, :hop])], 1)
        later_shift = torch.cat([shift[:, hop:], torch.zeros_like(shift[:, :hop])], 1)
        shift, slope = shift + slope * later_shift, slope * later_slope
        hop *= 2
    return shift + slope * bootstrap[:, -1:]
