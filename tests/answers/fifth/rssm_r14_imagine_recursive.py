# right: imagine asks itself for a dream one step shorter from the next state, and puts the start before it
def imagine(self, state, policy, horizon, generator=None):
    action = policy(state)
    deter = self.core(*state[:2], action)
    logits = self.prior(deter)
    following = State(deter, sample_onehot(logits, generator), logits)
    if horizon == 1:
        later, acts = State(*(x[:, None] for x in following)), None
    else:
        later, acts = self.imagine(following, policy, horizon - 1, generator)
    states = State(*(torch.cat([a[:, None], b], dim=1) for a, b in zip(state, later)))
    actions = action[:, None] if acts is None else torch.cat([action[:, None], acts], dim=1)
    return states, actions
