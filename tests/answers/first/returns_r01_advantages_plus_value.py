# right: generalised advantages by a backward loop, with the critic's estimate added at the end, in double precision inside.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    r, d, v, end = (x.double() for x in (reward, discount, bootstrap, last))
    delta = r[:, 1:] + d[:, 1:] * v[:, 1:] - v[:, :-1]
    decay = d[:, 1:] * lam * (1 - end[:, 1:])
    advantage = torch.zeros_like(v[:, 0])
    columns = [v[:, :0]]
    for t in reversed(range(delta.shape[1])):
        advantage = delta[:, t] + decay[:, t] * advantage
        columns.insert(1, advantage[:, None])
    return (torch.cat(columns, 1) + v[:, :-1]).to(reward.dtype)
