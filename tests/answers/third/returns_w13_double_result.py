# wrong: last.double() promotes everything, so float32 inputs give a float64 result.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * (1 - last.double())
    ret, out = bootstrap[:, -1], []
    for t in reversed(range(reward.shape[1] - 1)):
        n = t + 1
        ret = reward[:, n] + discount[:, n] * ((1 - c[:, n]) * bootstrap[:, n] + c[:, n] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
