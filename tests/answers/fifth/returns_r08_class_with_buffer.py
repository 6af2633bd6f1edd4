# right: a small class that fills a padded tensor from its end, out of place, with time first
class _Backwards:
    def __init__(self, lam: float):
        self.lam = lam

    def weights(self, last: Tensor, like: Tensor) -> tuple[Tensor, Tensor]:
        stays = torch.logical_not(last).to(like.dtype) * self.lam
        return stays, 1 - stays

    def __call__(self, reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor) -> Tensor:
        r, d, v = reward.T, discount.T, bootstrap.T
        chain, trust = self.weights(last.T, r)
        result = v.clone()
        for t in range(len(r) - 2, -1, -1):
            new = r[t + 1] + d[t + 1] * (trust[t + 1] * v[t + 1] + chain[t + 1] * result[t + 1])
            result = torch.cat([result[:t], new[None], result[t + 1 :]])
        return result[:-1].T


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    return _Backwards(lam)(reward, discount, bootstrap, last)
