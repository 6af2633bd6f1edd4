# right: the forward view: for each start a sum over steps ahead, with the weight that has survived so far
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    length = reward.shape[1]
    keep = lam * (1 - last.to(reward.dtype))
    columns = []
    for start in range(length - 1):
        total = torch.zeros_like(reward[:, 0])
        weight = torch.ones_like(reward[:, 0])
        for t in range(start + 1, length):
            total = total + weight * reward[:, t]
            weight = weight * discount[:, t]
            trust = 1 - keep[:, t] if t < length - 1 else torch.ones_like(weight)
            total = total + weight * trust * bootstrap[:, t]
            weight = weight * keep[:, t]
        columns.append(total)
    return torch.stack(columns, dim=1)
