# wrong: when any row of the batch begins an episode, all rows are reset
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    states = []
    for t in range(length):
        a = action[:, t]
        if is_first[:, t].any():
            state = self.initial(batch)
            a = torch.zeros_like(a)
        deter = self.core(state.deter, state.stoch, a)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    return State(
        torch.stack([s.deter for s in states], 1),
        torch.stack([s.stoch for s in states], 1),
        torch.stack([s.logits for s in states], 1),
    )
