# wrong: the policy is asked once for the step and once more for the record, so with a policy that draws its actions the recorded ones are not those that were taken
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        actions.append(policy(state))
        deter = self.core(state.deter, state.stoch, policy(state))
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
