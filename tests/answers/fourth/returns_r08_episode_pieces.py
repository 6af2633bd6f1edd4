# right: scalar by scalar, row by row, with a branch for each case: cut by last, seeded at the end, or mixed
class _Row:
    def __init__(self, r, d, v, ends, lam):
        self.r, self.d, self.v, self.ends, self.lam = r, d, v, ends, lam

    def returns(self):
        later, found = self.v[-1], []
        for r, d, v, end in zip(
            reversed(self.r), reversed(self.d), reversed(self.v), reversed(self.ends), strict=True
        ):
            if end:
                later = r + d * v
            else:
                later = r + d * (v + self.lam * (later - v))
            found.append(later)
        return found[::-1]


def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    B, T = reward.shape
    if T == 1:
        return reward[:, 1:]
    table = []
    for b in range(B):
        parts = [list(x[b, 1:].unbind()) for x in (reward, discount, bootstrap)]
        table.append(torch.stack(_Row(*parts, last[b, 1:].bool().tolist(), lam).returns()))
    return torch.stack(table)
