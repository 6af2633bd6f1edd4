# wrong: the one-step part is added in place to a view of `reward`, which changes the caller's rewards (and raises where reward is a leaf with gradient).
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * (1 - last[:, 1:].to(reward.dtype))
    step = reward[:, 1:]
    step += discount[:, 1:] * (1 - c) * bootstrap[:, 1:]
    carry = discount[:, 1:] * c
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(step.shape[1])):
        ret = step[:, t] + carry[:, t] * ret
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
