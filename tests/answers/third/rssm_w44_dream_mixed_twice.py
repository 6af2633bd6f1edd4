# wrong: imagine hands sample_onehot the already mixed log-probabilities, so the dream's draws and their gradient have the uniform share twice (about 2 %).
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        actions.append(policy(state))
        deter = self.core(state.deter, state.stoch, actions[-1])
        logits = self.prior(deter)
        stoch = sample_onehot(unimix(logits), generator)
        state = State(deter, stoch, logits)
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
