# wrong: a final squeeze drops the batch axis of a single row, and the time axis where T is 2
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last.to(reward.dtype))
    ret = bootstrap[:, -1:]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        now = slice(t, t + 1)
        mix = (1 - carry[:, now]) * bootstrap[:, now] + carry[:, now] * ret
        ret = reward[:, now] + discount[:, now] * mix
        out.append(ret)
    return torch.stack(out[::-1], dim=1).squeeze()
