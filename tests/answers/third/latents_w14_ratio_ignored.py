# wrong: unimix ignores its argument ratio and always mixes in 1 %.
UNIMIX = 0.01


def unimix(logits, ratio=0.01):
    probs = torch.softmax(logits, dim=-1)
    uniform = torch.full_like(probs, 1.0 / probs.shape[-1])
    return torch.log((1 - UNIMIX) * probs + UNIMIX * uniform)
