# wrong: the list of columns is a default argument, so it keeps the columns of earlier calls and the second call returns too many
def lambda_return(reward, discount, bootstrap, last, lam=0.95, columns=[]):
    k = lam * (1 - last.float())
    ret = bootstrap[:, -1]
    for t in reversed(range(1, reward.shape[1])):
        ret = reward[:, t] + discount[:, t] * ((1 - k[:, t]) * bootstrap[:, t] + k[:, t] * ret)
        columns.insert(0, ret)
    return torch.stack(columns, dim=1)
