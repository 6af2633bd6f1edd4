# wrong: observe indexes with is_first itself, which is a mask only for bool: with integers 0 and 1 it zeroes rows 0 and 1, and with floats it raises.
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    out = []
    for t in range(embed.shape[1]):
        deter, stoch, act = state.deter.clone(), state.stoch.clone(), action[:, t].clone()
        first = is_first[:, t]
        deter[first] = 0.0
        stoch[first] = 0.0
        act[first] = 0.0
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*out)))
