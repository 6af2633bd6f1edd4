# wrong: observe zeroes the actions where is_first in the caller's own tensor, so an input is changed in place.
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    first = is_first.bool()
    action.masked_fill_(first[..., None], 0.0)
    deter, stoch = state.deter, state.stoch
    out = []
    for t in range(embed.shape[1]):
        deter = deter.masked_fill(first[:, t, None], 0.0)
        stoch = stoch.masked_fill(first[:, t, None, None], 0.0)
        deter = self.core(deter, stoch, action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
