# wrong: the guess of the start is drawn again from its logits, so the dream does not begin with the start that was given
def imagine(self, state, policy, horizon, generator=None):
    deter, _, logits = state
    states, actions = [State(deter, sample_onehot(logits, generator), logits)], []
    for _ in range(horizon):
        action = policy(states[-1])
        deter = self.core(states[-1].deter, states[-1].stoch, action)
        logits = self.prior(deter)
        states.append(State(deter, sample_onehot(logits, generator), logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
