# wrong: if a recording ends in any row, the chain is cut in every row of the batch
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(1, reward.shape[1])):
        k = 0.0 if last[:, t].any() else lam
        ret = reward[:, t] + discount[:, t] * ((1 - k) * bootstrap[:, t] + k * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
