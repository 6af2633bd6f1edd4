# wrong: without a state observe continues from the last state of the previous call of the same batch size instead of from `initial`.
def observe(self, embed, action, is_first, state=None, generator=None):
    batch = len(embed)
    if state is None:
        state = getattr(self, "_carry", None)
        if state is None or len(state.deter) != batch:
            state = self.initial(batch)
    steps = []
    for t in range(embed.shape[1]):
        first = is_first[:, t].bool()
        deter = state.deter.masked_fill(first[:, None], 0)
        stoch = state.stoch.masked_fill(first[:, None, None], 0)
        deter = self.core(deter, stoch, action[:, t].masked_fill(first[:, None], 0))
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        steps.append(state)
    self._carry = State(*(x.detach() for x in state))
    return State(*(torch.stack(x, 1) for x in zip(*steps)))
