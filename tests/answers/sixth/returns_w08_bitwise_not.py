# wrong: ~last is meant for bool; with integers 0 and 1 it gives -1 and -2 (and with floats an error), so the chain's weights are wrong
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (~last).to(reward.dtype)
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * torch.lerp(bootstrap[:, t], ret, carry[:, t])
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
