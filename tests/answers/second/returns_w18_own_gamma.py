# wrong: reads discount only as "goes on or not" (above one half) and applies a gamma of its own, so other discounts and predicted continue probabilities are ignored.
GAMMA = 0.997


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    alive = (discount > 0.5).to(reward.dtype)
    c = lam * (1 - last.to(reward.dtype))
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        mix = (1 - c[:, t]) * bootstrap[:, t] + c[:, t] * ret
        ret = reward[:, t] + GAMMA * alive[:, t] * mix
        out.append(ret)
    return torch.stack(out[::-1], dim=1)
