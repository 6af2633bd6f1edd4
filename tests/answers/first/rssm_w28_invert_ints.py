# wrong: observe masks with ~is_first, which for 0 and 1 of an integer dtype is -1 and -2 (and raises for floats); only bool is right
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.shape[0]) if state is None else state
    keep = ~is_first
    outs = []
    for t in range(embed.shape[1]):
        k = keep[:, t, None]
        deter = self.core(state.deter * k, state.stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        outs.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*outs)))
