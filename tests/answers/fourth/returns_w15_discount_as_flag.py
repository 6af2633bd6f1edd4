# wrong: takes discount for a flag and puts a fixed 0.997 where it is positive, so a predicted continue probability (or another γ) is lost
GAMMA = 0.997


def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    disc = GAMMA * (discount > 0).to(reward.dtype)
    k = lam * (1 - last.to(reward.dtype))
    ret = bootstrap[:, -1]
    out = []
    for t in reversed(range(1, reward.shape[1])):
        ret = reward[:, t] + disc[:, t] * ((1 - k[:, t]) * bootstrap[:, t] + k[:, t] * ret)
        out.append(ret)
    return torch.stack(out[::-1], 1)
