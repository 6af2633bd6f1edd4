# wrong: symexp subtracts the 1 after multiplying with the sign, so every negative result is 2 too low and symexp(0) is -1
def symexp(x: Tensor) -> Tensor:
    return torch.sign(x) * torch.exp(torch.abs(x)) - 1
