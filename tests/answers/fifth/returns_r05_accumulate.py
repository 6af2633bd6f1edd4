# right: itertools.accumulate over the columns, with a closure
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    from itertools import accumulate

    alive = torch.where(last.bool(), torch.zeros_like(reward), torch.ones_like(reward))

    def back(following: Tensor, t: int) -> Tensor:
        target = torch.lerp(bootstrap[:, t], following, lam * alive[:, t])
        return torch.addcmul(reward[:, t], discount[:, t], target)

    times = range(reward.shape[1] - 1, 0, -1)
    chain = list(accumulate(times, back, initial=bootstrap[:, -1]))
    return torch.stack(chain, dim=1)[:, 1:].flip(1)
