# wrong: |x| is taken as the norm of the last dimension and not number by number, so entries of a vector are squashed by each other's size.
def symlog(x: Tensor) -> Tensor:
    size = x.reshape(-1, 1).norm(dim=-1).reshape(x.shape) if x.ndim < 2 else x.norm(dim=-1, keepdim=True)
    return torch.sign(x) * torch.log1p(size)
