# wrong: the dream runs under torch.no_grad, so no gradient reaches the start, the weights or the policy
@torch.no_grad()
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(states[-1])
        deter = self.core(states[-1].deter, states[-1].stoch, action)
        logits = self.prior(deter)
        states.append(State(deter, sample_onehot(logits, generator), logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
