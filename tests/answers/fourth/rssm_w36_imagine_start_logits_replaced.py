# wrong: the first state of the dream carries the prior's logits of the start instead of the start's own (the posterior's), so it is not unchanged
def imagine(self, state, policy, horizon, generator=None):
    state = State(state.deter, state.stoch, self.prior(state.deter))
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
