# wrong: softmax by hand without taking off the maximum: logits above 88 overflow in float32 and give NaN
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    weight = torch.exp(logits)
    probs = weight / weight.sum(dim=-1, keepdim=True)
    return torch.log(probs * (1.0 - ratio) + ratio / logits.size(-1))
