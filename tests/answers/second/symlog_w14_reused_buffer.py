# wrong: without gradients symlog writes into one buffer per shape and returns it, so a second call overwrites the result of the first.
_buffers: dict = {}


def symlog(x: Tensor) -> Tensor:
    if x.requires_grad and torch.is_grad_enabled():
        return x.sign() * torch.log1p(x.abs())
    key = (tuple(x.shape), x.dtype, x.device)
    if key not in _buffers:
        _buffers[key] = torch.empty(x.shape, dtype=x.dtype, device=x.device)
    out = _buffers[key]
    torch.abs(x.detach(), out=out)
    out.log1p_()
    out.mul_(x.detach().sign())
    return out
