# wrong: the uniform share is cached per number of classes, so a later call with another ratio still uses the first call's floor
_floors: dict[int, Tensor] = {}


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    k = logits.shape[-1]
    if k not in _floors:
        _floors[k] = torch.full((k,), ratio / k, dtype=logits.dtype, device=logits.device)
    return torch.log((1 - ratio) * logits.softmax(-1) + _floors[k])
