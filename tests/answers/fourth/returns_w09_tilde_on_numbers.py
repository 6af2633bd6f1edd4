# wrong: ~last is a bitwise not, right for bool only: for an integer 0 or 1 it gives -1 or -2, and for a float it raises
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    k = lam * ~last
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(1, reward.shape[1])):
        ret = reward[:, t] + discount[:, t] * ((1 - k[:, t]) * bootstrap[:, t] + k[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
