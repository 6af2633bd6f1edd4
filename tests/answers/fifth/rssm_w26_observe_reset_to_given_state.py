# wrong: where an episode begins in the middle, the row goes back to the `state` that was passed in instead of to zeros
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    start = self.initial(batch) if state is None else state
    deter, stoch = start.deter, start.stoch
    states = []
    for t in range(length):
        first = is_first[:, t].bool()
        deter = torch.where(first[:, None], start.deter, deter)
        stoch = torch.where(first[:, None, None], start.stoch, stoch)
        act = torch.where(first[:, None], torch.zeros_like(action[:, t]), action[:, t])
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
