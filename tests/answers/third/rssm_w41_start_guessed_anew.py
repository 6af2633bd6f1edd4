# wrong: imagine replaces the logits and the guess of the start by the prior's of its memory, where the first state of the dream is the start, unchanged.
def imagine(self, state, policy, horizon, generator=None):
    deter, states, actions = state.deter, [], []
    for t in range(horizon + 1):
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        if t < horizon:
            action = policy(state)
            actions.append(action)
            deter = self.core(state.deter, state.stoch, action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
