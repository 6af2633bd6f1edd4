# wrong: the normaliser of the softmax is detached, so values are right and the gradient lacks the softmax's second term
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    with torch.no_grad():
        norm = torch.logsumexp(logits, dim=-1, keepdim=True)
    probs = torch.exp(logits - norm)
    return torch.log((1 - ratio) * probs + ratio / logits.shape[-1])
