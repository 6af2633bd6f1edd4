# wrong: the policy is given a detached state, so gradients through its actions do not reach the earlier steps
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        now = states[-1]
        action = policy(State(*(x.detach() for x in now)))
        deter = self.core(now.deter, now.stoch, action)
        logits = self.prior(deter)
        states.append(State(deter, sample_onehot(logits, generator), logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
