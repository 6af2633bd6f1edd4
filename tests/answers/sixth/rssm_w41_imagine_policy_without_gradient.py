# wrong: the action is taken under no_grad, so no gradient reaches the policy or passes through the actions
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        with torch.no_grad():
            action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
