# wrong: an episode that begins in mid-sequence (or at 0) is reset to the state that was passed in instead of to zeros; without a state nothing is wrong
def observe(self, embed, action, is_first, state=None, generator=None):
    start = self.initial(embed.shape[0]) if state is None else state
    first = is_first.bool()
    deter, stoch = start.deter, start.stoch
    history = []
    for t in range(embed.shape[1]):
        f = first[:, t, None]
        deter = torch.where(f, start.deter, deter)
        stoch = torch.where(f[..., None], start.stoch, stoch)
        act = torch.where(f, torch.zeros_like(action[:, t]), action[:, t])
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        history.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*history)))
