# wrong: a hard Gumbel-softmax: the gradient is that of the softmax of the noisy logits, not that of the mixed probabilities.
def sample_onehot(logits, generator=None):
    logp = unimix(logits)
    exponential = torch.empty_like(logp).exponential_(generator=generator)
    soft = torch.softmax(logp - exponential.log(), -1)
    hard = torch.zeros_like(soft).scatter_(-1, soft.argmax(-1, keepdim=True), 1.0)
    return hard.detach() + (soft - soft.detach())
