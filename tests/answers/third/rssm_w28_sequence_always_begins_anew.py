# wrong: observe treats the first step of every sequence as is_first, so a given state and action[:, 0] are ignored.
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    is_first = is_first.clone().bool()
    is_first[:, 0] = True
    deter, stoch = state.deter, state.stoch
    out = []
    for t in range(embed.shape[1]):
        keep = 1.0 - is_first[:, t].float().unsqueeze(-1)
        deter = self.core(keep * deter, keep.unsqueeze(-1) * stoch, keep * action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
