# wrong: the generator is handed to the first dreamt step only, and all later draws come from the global one
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    draws = iter([generator])
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, next(draws, None)), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
