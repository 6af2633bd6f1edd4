# wrong: a bare squeeze() at the end of the loss also removes leading dimensions of size 1: for logits [1, T, K] the loss is [T].
def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    weights = twohot(target, bins)
    log_p = torch.log_softmax(logits, -1)
    return -torch.matmul(weights.unsqueeze(-2), log_p.unsqueeze(-1)).squeeze()
