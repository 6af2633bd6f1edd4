# right: unimix by logaddexp; the draw is a race of exponential clocks (argmax of p / E) in a scatter.
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    own = logits.log_softmax(-1) + logits.new_tensor(1.0 - ratio).log()
    return torch.logaddexp(own, logits.new_tensor(ratio / logits.size(-1)).log())


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    held = p.detach()
    clock = torch.empty(held.shape, dtype=held.dtype, device=held.device).exponential_(generator=generator)
    winner = held.div(clock).argmax(-1, keepdim=True)
    return torch.zeros(held.shape, dtype=held.dtype, device=held.device).scatter_(-1, winner, 1) + (p - held)
