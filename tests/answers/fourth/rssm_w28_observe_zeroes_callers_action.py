# wrong: the actions at episode starts are zeroed in the tensor that was passed in, so the caller's batch is changed in place
def observe(self, embed, action, is_first, state=None, generator=None):
    first = is_first.bool()
    action[first] = 0.0
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch = state.deter, state.stoch
    history = []
    for t in range(embed.shape[1]):
        deter = deter.masked_fill(first[:, t, None], 0.0)
        stoch = stoch.masked_fill(first[:, t, None, None], 0.0)
        deter = self.core(deter, stoch, action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        history.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*history)))
