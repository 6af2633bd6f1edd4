# wrong: observe zeroes rows of the caller's state and action in place where is_first
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch = state.deter, state.stoch
    states = []
    for t in range(embed.shape[1]):
        first, act = is_first[:, t].bool(), action[:, t]
        if first.any():
            with torch.no_grad():
                act[first] = 0
                if t == 0:
                    deter[first] = 0
                    stoch[first] = 0
            deter = deter * ~first[:, None]
            stoch = stoch * ~first[:, None, None]
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
