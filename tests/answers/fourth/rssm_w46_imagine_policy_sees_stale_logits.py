# wrong: the State that the policy is given always carries the logits of the start, so a policy that reads state.logits acts on old ones; deter and stoch are right
def imagine(self, state, policy, horizon, generator=None):
    deter, stoch = state.deter, state.stoch
    deters, stochs, all_logits, actions = [deter], [stoch], [state.logits], []
    for _ in range(horizon):
        action = policy(state._replace(deter=deter, stoch=stoch))
        deter = self.core(deter, stoch, action)
        logits = self.prior(deter)
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        stochs.append(stoch)
        all_logits.append(logits)
        actions.append(action)
    dream = State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(all_logits, 1))
    return dream, torch.stack(actions, 1)
