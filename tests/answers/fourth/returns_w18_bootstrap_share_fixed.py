# wrong: at a recording's end the chain is cut, but the bootstrap keeps its share 1-lam instead of taking all, so most of what follows is lost there
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    k = lam * (1 - last.float())
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(1, reward.shape[1])):
        ret = reward[:, t] + discount[:, t] * ((1 - lam) * bootstrap[:, t] + k[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
