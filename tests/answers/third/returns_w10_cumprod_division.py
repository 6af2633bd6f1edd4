# wrong: a vectorised version divides by the cumulative product of discount and lambda, which is 0 after a terminal or last step (NaN) and underflows over long sequences.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * (1 - last[:, 1:].to(reward.dtype))
    d, v = discount[:, 1:], bootstrap[:, 1:]
    b = reward[:, 1:] + d * (1 - c) * v
    power = torch.cumprod(torch.cat([torch.ones_like(d[:, :1]), d * c], 1), 1)
    terms = torch.cat([b, v[:, -1:]], 1) * power
    tail = terms.flip(1).cumsum(1).flip(1)
    return (tail / power)[:, :-1]
