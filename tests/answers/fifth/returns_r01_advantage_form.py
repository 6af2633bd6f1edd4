# right: the recursion of advantages (as in GAE), with the values added back
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    delta = reward[:, 1:] + discount[:, 1:] * bootstrap[:, 1:] - bootstrap[:, :-1]
    decay = discount[:, 1:] * lam * (~last[:, 1:].bool()).to(reward.dtype)
    advantage = torch.zeros_like(delta)
    running = torch.zeros_like(bootstrap[:, 0])
    columns = []
    for d, k in zip(delta.flip(1).unbind(1), decay.flip(1).unbind(1)):
        running = d + k * running
        columns.append(running)
    if columns:
        advantage = torch.stack(columns[::-1], 1)
    return advantage + bootstrap[:, :-1]
