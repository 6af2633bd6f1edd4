# right: works time-major on flipped copies and writes addcmul results into its own buffer.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    def major(x: Tensor) -> Tensor:
        return x.to(reward.dtype).T.flip(0)[:-1]

    r, d, v, end = map(major, (reward, discount, bootstrap, last))
    k = lam - lam * end
    base = torch.addcmul(r, d, v - k * v)
    buffer = torch.zeros_like(base)
    ret = bootstrap[:, -1]
    for i, (b, w) in enumerate(zip(base, d * k)):
        ret = torch.addcmul(b, w, ret)
        buffer[i] = ret
    return buffer.flip(0).T
