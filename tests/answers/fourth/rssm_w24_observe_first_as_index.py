# wrong: is_first[:, t] is used as an index, which is a mask for bool only: integers 0 and 1 reset rows 0 and 1, floats raise
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.shape[0]) if state is None else state
    deter, stoch = state.deter, state.stoch
    states = []
    for t in range(embed.shape[1]):
        deter, stoch, act = deter.clone(), stoch.clone(), action[:, t].clone()
        first = is_first[:, t]
        deter[first] = 0.0
        stoch[first] = 0.0
        act[first] = 0.0
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
