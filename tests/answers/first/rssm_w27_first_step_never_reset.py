# wrong: observe does not look at is_first[:, 0], so a given state (and the first action) is carried into a new episode at step 0
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch = state.deter, state.stoch
    states = []
    for t in range(embed.shape[1]):
        act = action[:, t]
        if t > 0:  # before the first step there is nothing to forget
            alive = (~is_first[:, t].bool()).to(deter.dtype)
            deter = deter * alive.unsqueeze(-1)
            stoch = stoch * alive.unsqueeze(-1).unsqueeze(-1)
            act = act * alive.unsqueeze(-1)
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator=generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
