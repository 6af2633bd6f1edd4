# wrong: without a generator the global seed is set to 0 at each call, so all dreams use the same draws and the program's own randomness is reset
def imagine(self, state, policy, horizon, generator=None):
    if generator is None:
        torch.manual_seed(0)
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(states[-1])
        deter = self.core(states[-1].deter, states[-1].stoch, action)
        logits = self.prior(deter)
        states.append(State(deter, sample_onehot(logits, generator), logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
