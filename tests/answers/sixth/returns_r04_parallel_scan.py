# right: affine maps composed by doubling (a parallel scan with log2(T) rounds), no loop over time
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    chain = lam * last[:, 1:].logical_not().to(reward.dtype)
    slope = discount[:, 1:] * chain
    shift = reward[:, 1:] + discount[:, 1:] * (1 - chain) * bootstrap[:, 1:]
    reach, steps = 1, slope.shape[1]
    while reach < steps:
        later_slope = torch.cat([slope[:, reach:], torch.ones_like(slope[:, :reach])], dim=1)
        later_shift = torch.cat([shift[:, reach:], torch.zeros_like(shift[:, :reach])], dim=1)
        shift = shift + slope * later_shift
        slope = slope * later_slope
        reach *= 2
    return shift + slope * bootstrap[:, -1:]
