# right: generalised advantages (discounted sums of one-step errors) plus the values, in float64 so that nothing cancels badly.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    r, d, v = (x.double() for x in (reward, discount, bootstrap))
    chain = lam * (1 - last.double())
    error = r[:, 1:] + d[:, 1:] * v[:, 1:] - v[:, :-1]
    advantage = torch.zeros_like(v[:, 0])
    out = v.new_empty(v.shape[0], 0)
    for t in range(error.shape[1] - 1, -1, -1):
        advantage = error[:, t] + d[:, t + 1] * chain[:, t + 1] * advantage
        out = torch.cat([(advantage + v[:, t])[:, None], out], 1)
    return out.to(reward.dtype)
