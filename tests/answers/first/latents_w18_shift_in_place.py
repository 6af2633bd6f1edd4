# wrong: contiguous() hands back the input itself where it is contiguous, and so the logits of the caller are shifted in place.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    x = logits.contiguous()
    x.data.sub_(x.data.amax(-1, keepdim=True))  # for stability
    e = x.exp()
    p = e / e.sum(-1, keepdim=True)
    return torch.log((1 - ratio) * p + ratio / x.shape[-1])
