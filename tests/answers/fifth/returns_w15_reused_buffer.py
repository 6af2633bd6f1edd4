# wrong: without gradients the result is written into a buffer kept per shape, so a second call overwrites the returns of the first
_buffers: dict[tuple[int, ...], Tensor] = {}


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    cont = lam * (1 - last.to(reward.dtype))
    ret, out = bootstrap[:, -1], []
    for t in range(reward.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * ((1 - cont[:, t]) * bootstrap[:, t] + cont[:, t] * ret)
        out.append(ret)
    result = torch.stack(out[::-1], dim=1)
    if result.requires_grad:
        return result
    buffer = _buffers.setdefault(tuple(result.shape), torch.empty_like(result))
    return buffer.copy_(result)
