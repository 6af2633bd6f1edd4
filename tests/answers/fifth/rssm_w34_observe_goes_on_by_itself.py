# wrong: without a state it goes on from where the last call with that batch size ended, instead of from `initial`
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = getattr(self, "_carry", None)
        if state is None or len(state.deter) != batch:
            state = self.initial(batch)
    deter, stoch, logits = state
    states = []
    for t in range(length):
        keep = 1.0 - is_first[:, t].float()
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t] * keep[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    self._carry = State(deter.detach(), stoch.detach(), logits.detach())
    return State(*(torch.stack(x, 1) for x in zip(*states)))
