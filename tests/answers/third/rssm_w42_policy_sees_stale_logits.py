# wrong: imagine gives the policy States whose logits are still those of the start (only deter and stoch are replaced), though the returned logits are right.
def imagine(self, state, policy, horizon, generator=None):
    deters, stochs, logits, actions = [state.deter], [state.stoch], [state.logits], []
    current = state
    for _ in range(horizon):
        action = policy(current)
        deter = self.core(current.deter, current.stoch, action)
        guess = self.prior(deter)
        stoch = sample_onehot(guess, generator)
        current = current._replace(deter=deter, stoch=stoch)
        deters.append(deter)
        stochs.append(stoch)
        logits.append(guess)
        actions.append(action)
    dream = State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(logits, 1))
    return dream, torch.stack(actions, 1)
