# wrong: the classes are drawn with the S axis moved to the front and the result is reshaped without moving it back, so with several rows and S > 1 the draws land at the wrong rows and variables.
def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    K = p.shape[-1]
    by_variable = p.detach().movedim(-2, 0).reshape(-1, K)
    index = torch.multinomial(by_variable, 1, generator=generator)
    onehot = nn.functional.one_hot(index.reshape(p.shape[:-1]), K).to(p.dtype)
    return onehot + (p - p.detach())
