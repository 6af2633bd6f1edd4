# right: mixture by logaddexp in log space, draw by Gumbel-max with float64 noise
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    log = lambda number: torch.tensor(number, dtype=torch.float64).log().item()
    kept = torch.log_softmax(logits, dim=-1) + log(1.0 - ratio)
    spread = torch.full_like(kept, log(ratio / logits.shape[-1]))
    return torch.logaddexp(kept, spread)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    u = torch.rand(logp.shape, generator=generator, device=logp.device, dtype=torch.float64)
    gumbel = -torch.log(-torch.log(u.clamp(1e-300, 1 - 1e-16)))
    winner = (logp.detach().double() + gumbel).argmax(-1, keepdim=True)
    hard = torch.zeros_like(logits).scatter(-1, winner, 1.0)
    soft = logp.exp()
    return hard + (soft - soft.detach())
