# wrong: is_first is ignored at t = 0 (the start state is thought to be fresh), so a given state and action[:, 0] leak into an episode that begins there
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.shape[0]) if state is None else state
    keep = (is_first == 0).to(action.dtype)
    deter, stoch = state.deter, state.stoch
    states = []
    for t in range(embed.shape[1]):
        act = action[:, t]
        if t > 0:
            k = keep[:, t, None]
            deter, stoch, act = deter * k, stoch * k[..., None], act * k
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
