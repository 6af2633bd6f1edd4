# wrong: the first state of the dream carries the prior's logits instead of those the start came with
def imagine(self, state, policy, horizon, generator=None):
    state = State(state.deter, state.stoch, self.prior(state.deter))
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(states[-1])
        deter = self.core(states[-1].deter, states[-1].stoch, action)
        logits = self.prior(deter)
        states.append(State(deter, sample_onehot(logits, generator), logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
