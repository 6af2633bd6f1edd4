# wrong: last cuts the chain but the critic keeps the weight 1-lam instead of 1-lam*(1-last), so at a recording's end most of the bootstrap is lost.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    live = 1 - last.to(reward.dtype)
    inputs = reward[:, 1:] + discount[:, 1:] * (1 - lam) * bootstrap[:, 1:]
    ret, out = bootstrap[:, -1], []
    for t in reversed(range(inputs.shape[1])):
        ret = inputs[:, t] + discount[:, t + 1] * live[:, t + 1] * lam * ret
        out.append(ret)
    return torch.stack(out[::-1], 1)
