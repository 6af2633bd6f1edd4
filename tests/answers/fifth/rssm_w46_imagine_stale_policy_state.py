# wrong: the state handed to the policy pairs the new memory with the guess of the step before, so actions answer to a state that never was
def imagine(self, state, policy, horizon, generator=None):
    deter, stoch, logits = state
    seen = state
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(seen)
        deter = self.core(deter, stoch, action)
        logits = self.prior(deter)
        seen = State(deter, stoch, logits)
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
