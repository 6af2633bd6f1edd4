# wrong: the one-step part uses the critic's estimate of state t instead of t+1
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    cont = lam * (1 - last[:, 1:].float())
    rew, disc, val = reward[:, 1:], discount[:, 1:], bootstrap[:, :-1]
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(rew.shape[1])):
        ret = rew[:, t] + disc[:, t] * ((1 - cont[:, t]) * val[:, t] + cont[:, t] * ret)
        out.insert(0, ret)
    return torch.stack(out, dim=1)
