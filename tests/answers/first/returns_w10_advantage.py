# wrong: gives the generalised advantages, from which the critic's estimate of step t is already subtracted, and not the returns.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    cont = 1 - last.float()
    delta = reward[:, 1:] + discount[:, 1:] * bootstrap[:, 1:] - bootstrap[:, :-1]
    gae = torch.zeros_like(delta[:, 0])
    out = []
    for t in reversed(range(delta.shape[1])):
        gae = delta[:, t] + discount[:, t + 1] * lam * cont[:, t + 1] * gae
        out.append(gae)
    return torch.stack(out[::-1], dim=1)
