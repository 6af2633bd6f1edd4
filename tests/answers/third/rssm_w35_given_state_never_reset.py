# wrong: where a state is given, observe does not look at is_first[:, 0], so an episode that begins at the first step inherits the old memory, guess and action.
def observe(self, embed, action, is_first, state=None, generator=None):
    carried = state is not None
    deter, stoch, _ = state if carried else self.initial(len(embed))
    out = []
    for t in range(embed.shape[1]):
        act = action[:, t]
        if t > 0 or not carried:  # a state from outside is what it is
            first = is_first[:, t].bool()
            deter = deter.masked_fill(first[:, None], 0.0)
            stoch = stoch.masked_fill(first[:, None, None], 0.0)
            act = act.masked_fill(first[:, None], 0.0)
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
