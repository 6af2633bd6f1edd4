# wrong: the actions of first steps are set to 0 in the tensor that was passed in, so the caller's (replay's) actions change
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    first = is_first.bool()
    action[first] = 0.0
    states = []
    for t in range(length):
        f = first[:, t, None]
        deter = self.core(deter.masked_fill(f, 0.0), stoch.masked_fill(f[..., None], 0.0), action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
