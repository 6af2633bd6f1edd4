# wrong: imagine replaces the start's logits by the prior's (same deter and stoch), so the first state is not the start unchanged
def imagine(self, state, policy, horizon, generator=None):
    # every state of a dream carries the prior's logits
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
