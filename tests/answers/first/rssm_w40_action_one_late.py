# wrong: imagine moves into state t+1 with the action chosen in state t-1 (zeros at first), not that chosen in state t
def imagine(self, state, policy, horizon, generator=None):
    action = policy(state)
    previous = torch.zeros_like(action)
    states, actions = [state], []
    for t in range(horizon):
        deter = self.core(state.deter, state.stoch, previous)
        logits = self.prior(deter)
        actions.append(action)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        previous = action
        if t < horizon - 1:
            action = policy(state)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
