# wrong: the next return is detached in the recursion, so gradients reach only the next step and not those beyond it.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    c = lam * (1 - last.to(reward.dtype))
    rets = [bootstrap[:, -1]]
    for t in reversed(range(reward.shape[1] - 1)):
        n = t + 1
        target = rets[-1].detach()
        rets.append(reward[:, n] + discount[:, n] * ((1 - c[:, n]) * bootstrap[:, n] + c[:, n] * target))
    return torch.stack(rets[1:][::-1], 1)
