# wrong: each new guess comes from the prior of the memory before the step instead of after it, so logits and samples lag one step behind deter
def imagine(self, state, policy, horizon, generator=None):
    deter, stoch = state.deter, state.stoch
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(states[-1])
        logits = self.prior(deter)
        deter = self.core(deter, stoch, action)
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
