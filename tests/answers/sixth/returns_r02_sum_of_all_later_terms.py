# right: no recursion: each return is an explicit double sum over later steps with products of the weights between
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    steps = reward.shape[1]
    chain = lam * (1 - last.to(reward.dtype))
    own = reward + discount * (1 - chain) * bootstrap
    pass_on = discount * chain
    columns = []
    for t in range(steps):
        weight = torch.ones_like(reward[:, 0])
        total = torch.zeros_like(reward[:, 0])
        for s in range(t + 1, steps):
            total = total + weight * own[:, s]
            weight = weight * pass_on[:, s]
        columns.append(total + weight * bootstrap[:, -1])
    return torch.stack(columns, dim=1)[:, :-1]
