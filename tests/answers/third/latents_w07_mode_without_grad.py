# wrong: where gradients are switched off (torch.no_grad) sample_onehot gives the most likely class instead of a draw.
def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    K = p.shape[-1]
    if torch.is_grad_enabled():
        index = torch.multinomial(p.detach().reshape(-1, K), 1, generator=generator).reshape(p.shape[:-1])
    else:  # acting, not training: be greedy
        index = p.argmax(-1)
    onehot = nn.functional.one_hot(index, K).to(p.dtype)
    return onehot + (p - p.detach())
