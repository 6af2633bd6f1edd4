# right: the forward view: explicitly weighted n-step returns, all starts side by side, the rest of the weight on the longest.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    B, T = reward.shape
    keep = lam * (1 - last.to(reward.dtype))
    keep = torch.cat([keep[:, :-1], torch.zeros_like(keep[:, :1])], 1)  # nothing is known beyond the end
    total = gained = torch.zeros_like(reward[:, 1:])
    counts = weight = torch.ones_like(total)
    for n in range(1, T):
        m = T - n  # so many starts have a step n later
        gained = gained[:, :m] + counts[:, :m] * reward[:, n:]
        counts = counts[:, :m] * discount[:, n:]
        part = weight[:, :m] * (1 - keep[:, n:]) * (gained + counts * bootstrap[:, n:])
        total = total + nn.functional.pad(part, (0, T - 1 - m))
        weight = weight[:, :m] * keep[:, n:]
    return total
