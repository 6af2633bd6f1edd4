# wrong: one uniform number is shared by all S variables of a state, so the variables are not drawn independently (each alone looks right).
def sample_onehot(logits, generator=None):
    p = unimix(logits).exp()
    u = torch.rand(*p.shape[:-2], 1, 1, generator=generator, device=p.device)
    index = (p.detach().cumsum(-1) < u).sum(-1).clamp(max=p.shape[-1] - 1)
    onehot = nn.functional.one_hot(index, p.shape[-1]).to(p.dtype)
    return onehot + (p - p.detach())
