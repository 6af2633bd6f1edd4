# right: imagine dreams one step and calls itself for the rest of the horizon, then puts the start in front
def imagine(self, state, policy, horizon, generator=None):
    front = State(*(x[:, None] for x in state))
    action = policy(state)
    deter = self.core(state.deter, state.stoch, action)
    logits = self.prior(deter)
    follow = State(deter, sample_onehot(logits, generator), logits)
    if horizon == 1:
        rest, actions = State(*(x[:, None] for x in follow)), action[:, None]
    else:
        rest, actions = self.imagine(follow, policy, horizon - 1, generator)
        actions = torch.cat([action[:, None], actions], 1)
    return State(*(torch.cat([a, b], 1) for a, b in zip(front, rest))), actions
