# wrong: the posterior looks at the memory before core has moved it on, so its logits belong to h of the step before
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    states = []
    for t in range(length):
        keep = 1.0 - is_first[:, t].float()
        deter = deter * keep[:, None]
        new = self.core(deter, stoch * keep[:, None, None], action[:, t] * keep[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deter = new
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
