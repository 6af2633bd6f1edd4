# right: a recursive closure that follows the formula literally, column by column
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    T = reward.shape[1]
    on = last == 0
    columns = {}

    def R(t: int) -> Tensor:
        if t == T - 1:
            return bootstrap[:, t]
        k = lam * on[:, t + 1].to(reward.dtype)
        follows = (1 - k) * bootstrap[:, t + 1] + k * R(t + 1)
        columns[t] = reward[:, t + 1] + discount[:, t + 1] * follows
        return columns[t]

    R(0)
    return torch.stack([columns[t] for t in range(T - 1)], 1) if columns else reward[:, :0]
