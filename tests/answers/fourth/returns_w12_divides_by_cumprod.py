# wrong: vectorised with a cumulative product that is divided out again, so it gives NaN as soon as a discount or lam is 0 or an episode is cut by last
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    k = lam * (1 - last[:, 1:].float())
    d, v = discount[:, 1:], bootstrap[:, 1:]
    gain = reward[:, 1:] + d * (1 - k) * v
    decay = torch.cumprod(d * k, dim=1)
    before = torch.cat([torch.ones_like(decay[:, :1]), decay[:, :-1]], dim=1)
    terms = before * gain
    tail = terms.flip(1).cumsum(1).flip(1) + decay[:, -1:] * v[:, -1:]
    return tail / before
