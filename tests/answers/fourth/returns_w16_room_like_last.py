# wrong: the result is allocated like last, so with a bool or integer last the returns are rounded to that type
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    k = lam * (1 - last.float())
    out = torch.zeros_like(last[:, 1:])
    ret = bootstrap[:, -1]
    for t in reversed(range(out.shape[1])):
        mixed = (1 - k[:, t + 1]) * bootstrap[:, t + 1] + k[:, t + 1] * ret
        ret = reward[:, t + 1] + discount[:, t + 1] * mixed
        out[:, t] = ret
    return out
