# right: symlog by torch.special.xlog1py, symexp by the identity sign(x)(e^|x| - 1) = 2 e^(|x|/2) sinh(x/2).
def symlog(x: Tensor) -> Tensor:
    return torch.special.xlog1py(x.sign(), x.abs())


def symexp(x: Tensor) -> Tensor:
    half = x / 2
    return 2 * half.abs().exp() * half.sinh()
