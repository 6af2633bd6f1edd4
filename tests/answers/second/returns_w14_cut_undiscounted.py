# wrong: where a recording ends the return is reward + bootstrap without the discount (so also where the world ended at that step).
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    end = last.bool()
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        r, v = reward[:, t], bootstrap[:, t]
        inside = r + discount[:, t] * ((1 - lam) * v + lam * ret)
        ret = torch.where(end[:, t], r + v, inside)
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
