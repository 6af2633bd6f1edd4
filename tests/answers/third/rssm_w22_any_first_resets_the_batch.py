# wrong: observe resets the memory, guess and action of the whole batch as soon as is_first holds in any of its rows.
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, time = is_first.shape
    if state is None:
        state = self.initial(batch)
    states = []
    for t in range(time):
        act = action[:, t]
        if is_first[:, t].any():
            state = self.initial(batch)
            act = torch.zeros_like(act)
        deter = self.core(state.deter, state.stoch, act)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    return State(*(torch.stack(x, dim=1) for x in zip(*states)))
