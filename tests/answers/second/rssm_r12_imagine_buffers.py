# right: imagine writes into buffers of its own in place and reads the current state from separate tensors
def imagine(self, state, policy, horizon, generator=None):
    n = state.deter.shape[0]
    dream = State(*(x.new_empty(n, horizon + 1, *x.shape[1:]) for x in state))
    for buffer, x in zip(dream, state):
        buffer[:, 0] = x
    actions = None
    for t in range(horizon):
        action = policy(state)
        if actions is None:
            actions = action.new_empty(n, horizon, action.shape[-1])
        actions[:, t] = action
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        for buffer, x in zip(dream, state):
            buffer[:, t + 1] = x
    return dream, actions
