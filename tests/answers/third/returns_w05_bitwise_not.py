# wrong: `~last` is right only for bools: for 0/1 integers it gives -1 and -2, and for floats it raises.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * ~last
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(reward.shape[1] - 1)):
        mix = torch.lerp(bootstrap[:, t + 1], ret, c[:, t + 1].to(ret.dtype))
        ret = reward[:, t + 1] + discount[:, t + 1] * mix
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
