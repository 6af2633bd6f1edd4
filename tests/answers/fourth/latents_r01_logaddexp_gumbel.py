# right: mixes with logaddexp and draws with the Gumbel-max trick, noise made in float64
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    shares = torch.tensor([1 - ratio, ratio / logits.shape[-1]], dtype=torch.float64).log()
    return torch.logaddexp(
        logits.log_softmax(-1) + shares[0].item(),
        torch.full_like(logits, shares[1].item()),
    )


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    logp = unimix(logits)
    u = torch.rand(logp.shape, generator=generator, dtype=torch.float64, device=logp.device)
    gumbel = -torch.log(-torch.log(u.clamp(1e-300, 1 - 1e-16)))
    winner = (logp.detach().double() + gumbel).argmax(-1, keepdim=True)
    z = torch.zeros_like(logp).scatter(-1, winner, 1.0)
    p = logp.exp()
    return z + (p - p.detach())
