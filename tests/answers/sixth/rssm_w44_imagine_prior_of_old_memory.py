# wrong: each guess comes from the prior of the memory before core, not of the new one that stands beside it in the State
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        logits = self.prior(state.deter)
        deter = self.core(state.deter, state.stoch, action)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
