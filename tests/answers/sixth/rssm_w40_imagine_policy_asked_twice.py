# wrong: the policy is asked twice a step, once for core and once for the record, so with a random policy the recorded action is not the one that was taken
def imagine(self, state, policy, horizon, generator=None):
    states = [state]
    actions = []
    for _ in range(horizon):
        last = states[-1]
        deter = self.core(last.deter, last.stoch, policy(last))
        logits = self.prior(deter)
        stoch = sample_onehot(logits, generator)
        actions.append(policy(last))
        states.append(State(deter, stoch, logits))
    stacked = State(
        deter=torch.stack([s.deter for s in states], dim=1),
        stoch=torch.stack([s.stoch for s in states], dim=1),
        logits=torch.stack([s.logits for s in states], dim=1),
    )
    return stacked, torch.stack(actions, dim=1)
