# wrong: the result is squeezed, so with B = 1 or T = 2 a dimension is lost.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * (1 - last.to(reward.dtype))
    ret, out = bootstrap[:, -1:], []
    for t in reversed(range(reward.shape[1] - 1)):
        n = slice(t + 1, t + 2)
        ret = reward[:, n] + discount[:, n] * ((1 - c[:, n]) * bootstrap[:, n] + c[:, n] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1).squeeze()
