# wrong: symlog takes abs and log1p in place on its input's own storage, so the caller's tensor is changed.
def symlog(x: Tensor) -> Tensor:
    sign = torch.sign(x)
    if x.requires_grad:
        return sign * torch.log1p(x.abs())
    # saves two temporaries on large replay batches
    return x.abs_().log1p_().mul_(sign)
