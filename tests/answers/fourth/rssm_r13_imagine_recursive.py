# right: imagine dreams one step and then calls itself for the rest, with horizon one less
def imagine(self, state, policy, horizon, generator=None):
    action = policy(state)
    deter = self.core(*state[:2], action)
    logits = self.prior(deter)
    following = State(deter, sample_onehot(logits, generator), logits)
    now = [x[:, None] for x in state]
    if horizon == 1:
        return State(*(torch.cat([a, b[:, None]], 1) for a, b in zip(now, following))), action[:, None]
    rest, actions = self.imagine(following, policy, horizon - 1, generator)
    return (
        State(*(torch.cat([a, b], 1) for a, b in zip(now, rest))),
        torch.cat([action[:, None], actions], 1),
    )
