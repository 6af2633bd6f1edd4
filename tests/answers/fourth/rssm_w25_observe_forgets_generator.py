# wrong: observe does not hand its generator to the draws, so the global random state decides them and a given seed does not repeat
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.shape[0]) if state is None else state
    keep = 1.0 - is_first.float()
    deter, stoch = state.deter, state.stoch
    states = []
    for t in range(embed.shape[1]):
        k = keep[:, t, None]
        deter = self.core(deter * k, stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
