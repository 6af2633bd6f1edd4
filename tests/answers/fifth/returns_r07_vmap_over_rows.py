# right: one sequence's return as a function, mapped over the batch by vmap, in float64
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    def sequence(r: Tensor, d: Tensor, v: Tensor, ended: Tensor) -> Tensor:
        out = v[-1:]
        for t in range(r.shape[0] - 1, 0, -1):
            k = lam * (1 - ended[t])
            head = r[t] + d[t] * ((1 - k) * v[t] + k * out[0])
            out = torch.cat([head[None], out])
        return out[:-1]

    parts = (x.to(torch.float64) for x in (reward, discount, bootstrap, last))
    return torch.vmap(sequence)(*parts).to(reward.dtype)
