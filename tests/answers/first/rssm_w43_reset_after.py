# wrong: observe takes is_first for is_last: it clears memory and guess after the step where the flag stands, not before it
def observe(self, embed, action, is_first, state=None, generator=None):
    deter, stoch, _ = self.initial(embed.shape[0]) if state is None else state
    states = []
    for t in range(embed.shape[1]):
        deter = self.core(deter, stoch, action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
        mask = 1.0 - is_first[:, t].to(deter.dtype)
        deter = deter * mask[:, None]
        stoch = stoch * mask[:, None, None]
    return State(*(torch.stack(x, 1) for x in zip(*states)))
