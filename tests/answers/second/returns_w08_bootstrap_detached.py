# wrong: detaches the bootstrap, so no gradient flows to it though nothing here stops gradients.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    value = bootstrap.detach()  # targets take no gradient
    c = lam * (1 - last.to(value.dtype))
    ret, out = value[:, -1], []
    for t in range(value.shape[1] - 1, 0, -1):
        ret = reward[:, t] + discount[:, t] * ((1 - c[:, t]) * value[:, t] + c[:, t] * ret)
        out.append(ret)
    return torch.stack(out, dim=1).flip(1)
