# right: one sequence [T] at a time under torch.vmap, with a Python generator that walks back from the end.
def _walk(reward, discount, bootstrap, keep):
    ret = bootstrap[-1]
    for t in range(len(reward) - 1, 0, -1):
        ret = torch.addcmul(reward[t], discount[t], torch.lerp(bootstrap[t], ret, keep[t]))
        yield ret


def _one(reward, discount, bootstrap, keep):
    steps = list(_walk(reward, discount, bootstrap, keep))
    return torch.stack(steps[::-1]) if steps else reward[:0].clone()


def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    keep = torch.where(last.bool(), 0.0, lam).to(reward.dtype)
    return torch.vmap(_one)(reward, discount, bootstrap, keep)
