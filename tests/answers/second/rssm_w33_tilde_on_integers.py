# wrong: observe inverts is_first with ~, which for 0 and 1 as integers gives -1 and -2 (not 1 and 0), and fails for floats
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    mask = (~is_first).to(embed.dtype)
    out = []
    for t in range(T):
        m = mask[:, t].unsqueeze(-1)
        deter = self.core(m * state.deter, m.unsqueeze(-1) * state.stoch, m * action[:, t])
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
