# wrong: symexp subtracts 1 from exp(|x|) in float32, so every digit of a small x is lost (symexp(1e-8) is 0), against "exact to float32 near 0".
def symexp(x: Tensor) -> Tensor:
    return torch.sign(x) * (torch.exp(torch.abs(x)) - 1)
