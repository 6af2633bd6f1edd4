# wrong: the start's logits and guess are replaced by the prior's and a new draw of it, so the dream does not begin with the given state
def imagine(self, state, policy, horizon, generator=None):
    logits = self.prior(state.deter)
    state = State(state.deter, sample_onehot(logits, generator), logits)
    states, actions = [state], []
    for _ in range(horizon):
        actions.append(policy(state))
        deter = self.core(state.deter, state.stoch, actions[-1])
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
