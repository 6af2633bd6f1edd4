# wrong: imagine under no_grad writes every dream of the same size into one kept buffer, so a second dream overwrites the result of the first
def imagine(self, state, policy, horizon, generator=None):
    n = len(state.deter)
    key = (n, horizon)
    if getattr(self, "_dream_key", None) != key:
        self._dream_key = key
        self._dream = [torch.empty(n, horizon + 1, *x.shape[1:]) for x in state]
    if torch.is_grad_enabled():
        buffers = [torch.empty_like(b) for b in self._dream]
    else:  # no graph to keep: the memory can be used again
        buffers = self._dream
    actions = []
    for b, x in zip(buffers, state):
        b[:, 0] = x
    for t in range(horizon):
        actions.append(policy(state))
        deter = self.core(state.deter, state.stoch, actions[-1])
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        for b, x in zip(buffers, state):
            b[:, t + 1] = x
    return State(*buffers), torch.stack(actions, 1)
