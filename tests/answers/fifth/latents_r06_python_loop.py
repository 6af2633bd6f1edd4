# right: plain Python loops over rows, one multinomial each
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    k = logits.shape[-1]
    rows = []
    for row in logits.reshape(-1, k).unbind(0):
        weights = torch.exp(row - row.max().detach())
        rows.append(torch.log((1 - ratio) * weights / weights.sum() + ratio / k))
    return torch.stack(rows).reshape(logits.shape)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    k = logits.shape[-1]
    drawn = []
    for row in unimix(logits).reshape(-1, k).unbind(0):
        p = row.exp()
        hot = torch.zeros_like(p.detach())
        hot[torch.multinomial(p.detach(), 1, generator=generator)] = 1.0
        drawn.append(hot + (p - p.detach()))
    return torch.stack(drawn).reshape(logits.shape)
