# right: imagine is recursive: it dreams the first half of the steps, then the second half from where that ended, and joins the two.
def imagine(self, state, policy, horizon, generator=None):
    if horizon == 0:
        none = state.deter.new_zeros(len(state.deter), 0, self.in_action.linear.in_features)
        return State(*(x[:, None] for x in state)), none
    if horizon == 1:
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        after = State(deter, sample_onehot(logits, generator), logits)
        return State(*(torch.stack(pair, 1) for pair in zip(state, after))), action[:, None]
    half = horizon // 2
    early, early_action = self.imagine(state, policy, half, generator)
    middle = State(*(x[:, -1] for x in early))
    late, late_action = self.imagine(middle, policy, horizon - half, generator)
    dream = State(*(torch.cat([a[:, :-1], b], 1) for a, b in zip(early, late)))
    return dream, torch.cat([early_action, late_action], 1)
