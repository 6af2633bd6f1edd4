# wrong: the policy is asked once for the step and again for the record, so a policy that draws its actions is recorded with others than were taken
def imagine(self, state, policy, horizon, generator=None):
    states = [state]
    for _ in range(horizon):
        now = states[-1]
        deter = self.core(now.deter, now.stoch, policy(now))
        logits = self.prior(deter)
        states.append(State(deter, sample_onehot(logits, generator), logits))
    actions = torch.stack([policy(s) for s in states[:-1]], 1)
    return State(*(torch.stack(x, 1) for x in zip(*states))), actions
