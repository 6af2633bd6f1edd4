# wrong: the actions returned are those divided by max(1, |a|) instead of the ones the policy gave, so their log-probability would be another
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(states[-1])
        action = action / action.abs().clamp(min=1).detach()
        deter = self.core(states[-1].deter, states[-1].stoch, action)
        logits = self.prior(deter)
        states.append(State(deter, sample_onehot(logits, generator), logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
