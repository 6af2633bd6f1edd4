# right: as generalised advantages: one-step errors are summed up backwards and the values added at the end.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    value = bootstrap[:, :-1]
    error = reward[:, 1:] + discount[:, 1:] * bootstrap[:, 1:] - value
    chain = discount[:, 1:] * lam * last[:, 1:].logical_not()
    advantage = torch.zeros_like(bootstrap[:, -1])
    columns = []
    for delta, keep in zip(reversed(error.unbind(1)), reversed(chain.unbind(1))):
        advantage = delta + keep * advantage
        columns.append(advantage)
    columns.reverse()
    return value + torch.stack(columns, dim=1) if columns else value
