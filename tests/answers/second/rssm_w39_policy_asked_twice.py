# wrong: imagine asks the policy again for the actions it returns, so with a random policy they are not the actions that were taken
def imagine(self, state, policy, horizon, generator=None):
    def step(s):
        deter = self.core(s.deter, s.stoch, policy(s))
        logits = self.prior(deter)
        return State(deter, sample_onehot(logits, generator), logits)

    states = [state]
    for _ in range(horizon):
        states.append(step(states[-1]))
    actions = torch.stack([policy(s) for s in states[:-1]], 1)
    return State(*(torch.stack(x, 1) for x in zip(*states))), actions
