# wrong: imagine hands the policy a state whose logits are still the start's, though deter and stoch have moved on
def imagine(self, state, policy, horizon, generator=None):
    deters, stochs, logitss, actions = [state.deter], [state.stoch], [state.logits], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        stoch = sample_onehot(logits, generator)
        state = state._replace(deter=deter, stoch=stoch)
        deters.append(deter)
        stochs.append(stoch)
        logitss.append(logits)
        actions.append(action)
    dream = State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(logitss, 1))
    return dream, torch.stack(actions, 1)
