# wrong: observe resets every row of the batch as soon as one row has is_first
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    out = []
    for t in range(T):
        a = action[:, t]
        if is_first[:, t].any():
            state, a = self.initial(B), torch.zeros_like(a)
        deter = self.core(state.deter, state.stoch, a)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
