# right: a recursive function of scalars, row by row
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    def row(b: int) -> list[Tensor]:
        def ahead(t: int) -> list[Tensor]:
            if t == reward.shape[1] - 1:
                return [bootstrap[b, t]]
            rest = ahead(t + 1)
            if bool(last[b, t + 1]):
                follows = bootstrap[b, t + 1]
            else:
                follows = (1 - lam) * bootstrap[b, t + 1] + lam * rest[0]
            return [reward[b, t + 1] + discount[b, t + 1] * follows, *rest]

        return ahead(0)[:-1]

    return torch.stack([torch.stack(row(b)) for b in range(reward.shape[0])])
