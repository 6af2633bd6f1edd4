# right: everything in float64 and cast at the end; the gradient enters through a zero that is built from the probabilities
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    wide = logits.double()
    total = wide.logsumexp(-1, keepdim=True)
    probs = (wide - total).exp()
    return ((1.0 - ratio) * probs + ratio / wide.shape[-1]).log().to(logits.dtype)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    soft = unimix(logits).exp()
    weights = soft.detach().double().movedim(-1, 0)
    u = torch.rand(weights.shape[1:], generator=generator, dtype=torch.float64, device=soft.device)
    u = u * weights.sum(0)
    below, rows = torch.zeros_like(u), []
    for k, weight in enumerate(weights):
        above = below + weight
        end = torch.ones_like(u, dtype=torch.bool) if k == len(weights) - 1 else u < above
        rows.append((u >= below) & end)
        below = above
    hard = torch.stack(rows, -1).to(soft.dtype)
    zero = soft - soft.detach()
    return hard + zero
