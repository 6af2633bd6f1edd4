# right: a Python loop that mixes and draws one variable after the other and stacks them.
def _mix_one(logits, ratio):
    K = logits.size(-1)
    return torch.log(torch.softmax(logits, -1) * (1 - ratio) + ratio / K)


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    return torch.stack([_mix_one(one, ratio) for one in logits.unbind(-2)], dim=-2)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    samples = []
    for one in logits.unbind(-2):
        p = _mix_one(one, 0.01).exp()
        onehot = torch.zeros_like(p)
        rows = p.detach().reshape(-1, p.size(-1))
        if len(rows):
            index = torch.multinomial(rows, 1, replacement=True, generator=generator)
            onehot = onehot.scatter(-1, index.reshape(*p.shape[:-1], 1), 1.0)
        samples.append(onehot + (p - p.detach()))
    return torch.stack(samples, dim=-2)
