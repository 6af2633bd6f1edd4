# right: written for one row with 0-d tensors and lifted over the batch with vmap
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    def row(r, d, v, e):
        ret, out = v[-1], [v[-1]]
        for t in range(r.shape[0] - 1, 0, -1):
            k = lam - lam * e[t]
            ret = r[t] + d[t] * (v[t] + k * (ret - v[t]))
            out.append(ret)
        return torch.stack(out).flip(0)[:-1]

    return torch.vmap(row)(reward, discount, bootstrap, last.to(reward.dtype))
