# wrong: squeezes the joined columns, so a batch of one sequence (or a T of 2) comes back without that dimension
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    k = lam * (1 - last.float())
    ret = bootstrap[:, -1:]
    out = []
    for t in reversed(range(1, reward.shape[1])):
        now = slice(t, t + 1)
        ret = reward[:, now] + discount[:, now] * ((1 - k[:, now]) * bootstrap[:, now] + k[:, now] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1).squeeze()
