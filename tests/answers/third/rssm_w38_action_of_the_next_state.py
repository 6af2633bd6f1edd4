# wrong: imagine returns at t the action that the policy chose in state t+1, not the one chosen in state t that led to t+1.
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    action = policy(state)
    for _ in range(horizon):
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        action = policy(state)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
