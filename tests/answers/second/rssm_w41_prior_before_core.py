# wrong: imagine takes the prior's logits from the memory before core ran, so guess and logits lag one step behind the memory
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        logits = self.prior(state.deter)
        stoch = sample_onehot(logits, generator)
        deter = self.core(state.deter, state.stoch, action)
        state = State(deter, stoch, logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
