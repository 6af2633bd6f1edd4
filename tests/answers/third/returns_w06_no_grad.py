# wrong: the returns are computed under no_grad, so no gradient flows to reward, discount or bootstrap.
@torch.no_grad()
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * (1 - last.to(reward.dtype))
    out = torch.empty_like(reward)
    out[:, -1] = bootstrap[:, -1]
    for t in reversed(range(reward.shape[1] - 1)):
        n = t + 1
        out[:, t] = reward[:, n] + discount[:, n] * ((1 - c[:, n]) * bootstrap[:, n] + c[:, n] * out[:, n])
    return out[:, :-1]
