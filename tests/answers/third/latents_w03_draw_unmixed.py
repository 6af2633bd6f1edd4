# wrong: sample_onehot draws from softmax(logits) without the uniform 1 %; only the gradient uses the mixed probabilities.
def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    index = torch.multinomial(logits.detach().softmax(-1).reshape(-1, logits.shape[-1]), 1, generator=generator)
    onehot = nn.functional.one_hot(index.reshape(logits.shape[:-1]), logits.shape[-1]).to(p.dtype)
    return onehot + (p - p.detach())
