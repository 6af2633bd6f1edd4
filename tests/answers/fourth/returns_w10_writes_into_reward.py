# wrong: the results are added into a view of reward, so the caller's rewards are overwritten
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    k = lam * (1 - last.float())
    out = reward[:, 1:]
    ret = bootstrap[:, -1]
    for t in reversed(range(out.shape[1])):
        mixed = (1 - k[:, t + 1]) * bootstrap[:, t + 1] + k[:, t + 1] * ret
        out[:, t] += discount[:, t + 1] * mixed
        ret = out[:, t].clone()
    return out.clone()
