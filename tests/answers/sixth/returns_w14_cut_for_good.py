# wrong: last is accumulated along time, so every step after the first recording's end is cut too and the next episode has only one-step returns
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    over = torch.cummax(last.to(reward.dtype), dim=1).values
    carry = lam * (1 - over)
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * (
            (1 - carry[:, t]) * bootstrap[:, t] + carry[:, t] * ret
        )
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
