# wrong: the critic's estimate of step t stands where that of step t+1 should.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    keep = lam * (1 - last.to(reward.dtype))
    rets = [bootstrap[:, -1]]
    for r, d, v, c in zip(
        reward[:, 1:].unbind(1)[::-1], discount[:, 1:].unbind(1)[::-1],
        bootstrap[:, :-1].unbind(1)[::-1], keep[:, 1:].unbind(1)[::-1],
    ):
        rets.append(r + d * ((1 - c) * v + c * rets[-1]))
    return torch.stack(rets[:0:-1], 1)
