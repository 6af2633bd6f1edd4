# wrong: as soon as one row begins an episode, all rows of the batch are reset
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    states = []
    for t in range(length):
        act = action[:, t]
        if is_first[:, t].any():
            deter, stoch, _ = self.initial(batch)
            act = torch.zeros_like(act)
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
