# wrong: the policy is handed a State with the right memory and guess but the logits of the start at every step
def imagine(self, state, policy, horizon, generator=None):
    deter, stoch, logits = state
    deters, stochs, guesses, actions = [deter], [stoch], [logits], []
    for _ in range(horizon):
        action = policy(state._replace(deter=deter, stoch=stoch))
        deter = self.core(deter, stoch, action)
        logits = self.prior(deter)
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        stochs.append(stoch)
        guesses.append(logits)
        actions.append(action)
    dream = State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(guesses, 1))
    return dream, torch.stack(actions, 1)
