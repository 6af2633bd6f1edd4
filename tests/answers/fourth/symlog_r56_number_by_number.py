# right: a Python loop over single numbers with if and else, stacked and put back into shape
class _Odd:
    def __init__(self, f):
        self.f = f

    def one(self, number):
        if number.item() < 0:
            return -self.f(-number)
        return self.f(number)

    def __call__(self, x):
        if x.numel() == 0:
            return x.clone()
        return torch.stack([self.one(n) for n in x.reshape(-1).unbind()]).reshape(x.shape)


def symlog(x: Tensor) -> Tensor:
    return _Odd(torch.log1p)(x)


def symexp(x: Tensor) -> Tensor:
    return _Odd(torch.special.expm1)(x)
