# wrong: ~last is the negation of a bool only: an integer last of 0 and 1 becomes -1 and -2, and a float one raises.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    c = lam * ~last
    out = [bootstrap[:, -1]]
    for t in reversed(range(1, reward.shape[1])):
        out.append(
            reward[:, t] + discount[:, t] * ((1 - c[:, t]) * bootstrap[:, t] + c[:, t] * out[-1])
        )
    return torch.stack(out[:0:-1], dim=1)
