# wrong: imagine samples from sample_onehot(unimix(logits)), which mixes the uniform part in twice (1.99 %), in the draw and in its gradient
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        stoch = sample_onehot(unimix(logits), generator)
        state = State(deter, stoch, logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
