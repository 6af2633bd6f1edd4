# wrong: the policy is asked in the start state at every step, as `state` is never moved on; with a policy that ignores its input nothing shows
def imagine(self, state, policy, horizon, generator=None):
    deter, stoch = state.deter, state.stoch
    deters, stochs, all_logits, actions = [deter], [stoch], [state.logits], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(deter, stoch, action)
        logits = self.prior(deter)
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        stochs.append(stoch)
        all_logits.append(logits)
        actions.append(action)
    dream = State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(all_logits, 1))
    return dream, torch.stack(actions, 1)
