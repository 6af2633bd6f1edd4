# wrong: the first step is taken as the begin of an episode whatever is_first says, so a state that is passed in is forgotten
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    is_first = is_first.bool().clone()
    is_first[:, 0] = True
    states = []
    for t in range(length):
        keep = (~is_first[:, t]).float()
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t] * keep[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
