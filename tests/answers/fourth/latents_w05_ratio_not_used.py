# wrong: the argument ratio is ignored in favour of a constant 0.01, so every other ratio gives the mixture for 0.01
UNIMIX = 0.01


def unimix(logits: Tensor, ratio: float = UNIMIX) -> Tensor:
    K = logits.size(-1)
    return torch.log(logits.softmax(-1) * (1.0 - UNIMIX) + UNIMIX / K)
