# wrong: the returned actions are clipped to [-1, 1], not those that the policy chose
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        action = action / action.abs().clamp(min=1.0).detach()
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
