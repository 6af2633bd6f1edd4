# wrong: imagine asks the policy about the start at every step instead of about the state it has arrived at
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    deter, stoch = state.deter, state.stoch
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(deter, stoch, action)
        logits = self.prior(deter)
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
