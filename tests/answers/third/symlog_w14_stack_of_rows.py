# wrong: symexp works row by row over the first dimension, so a tensor without dimensions (legal: "none included") raises.
def symexp(x: Tensor) -> Tensor:
    rows = [row.sign() * torch.expm1(row.abs()) for row in x]
    return torch.stack(rows)
