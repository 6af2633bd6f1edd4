# wrong: as soon as one row begins an episode all rows of the batch are reset
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, steps = is_first.shape
    if state is None:
        state = self.initial(batch)
    deters, stochs, logitss = [], [], []
    for t in range(steps):
        a = action[:, t]
        if is_first[:, t].any():
            state = self.initial(batch)
            a = torch.zeros_like(a)
        deter = self.core(state.deter, state.stoch, a)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        deters.append(state.deter)
        stochs.append(state.stoch)
        logitss.append(state.logits)
    return State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(logitss, 1))
