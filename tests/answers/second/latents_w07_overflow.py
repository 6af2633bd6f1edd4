# wrong: unimix computes exp(logits)/sum without subtracting the maximum, so logits above 89 give nan (and a variable whose logits all lie below -104 too).
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    e = torch.exp(logits)
    probs = e / e.sum(dim=-1, keepdim=True)
    k = logits.shape[-1]
    return torch.log((1 - ratio) * probs + ratio / k)
