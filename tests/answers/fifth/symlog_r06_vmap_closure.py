# right: one factory makes both functions, each a vmap of a function of one number
import torch


def _make(f):
    def one(v):
        a = torch.maximum(v, -v)
        return torch.where(v < 0, -f(a), f(a))

    many = torch.func.vmap(one)

    def apply(x):
        if x.numel() == 0:
            return x.clone()
        return many(x.reshape(-1)).reshape(x.shape)

    return apply


symlog = _make(torch.log1p)
symexp = _make(torch.expm1)
