# wrong: observe sets memory and guess to 0 where is_first but leaves the action, which belongs to the episode before.
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, time = is_first.shape
    state = self.initial(batch) if state is None else state
    zero = self.initial(batch)
    out = []
    for t in range(time):
        first = is_first[:, t].bool()
        deter = torch.where(first[:, None], zero.deter, state.deter)
        stoch = torch.where(first[:, None, None], zero.stoch, state.stoch)
        deter = self.core(deter, stoch, action[:, t])
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*[torch.stack(x, 1) for x in zip(*out)])
