# wrong: where the recording ends the critic's estimate is added undiscounted, even where the discount is 0.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    ret = bootstrap[:, -1]
    out = []
    for r, d, v, end in zip(
        *(x[:, 1:].flip(1).unbind(1) for x in (reward, discount, bootstrap, last.bool()))
    ):
        inside = r + d * ((1 - lam) * v + lam * ret)
        ret = torch.where(end, r + v, inside)
        out.append(ret)
    return torch.stack(out, 1).flip(1)
