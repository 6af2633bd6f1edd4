# right: the dream is an endless Python generator of (state, action, next state), cut off by zip with a range.
def _dream(model, state, policy, generator):
    while True:
        action = policy(state)
        deter = model.core(state.deter, state.stoch, action)
        logits = model.prior(deter)
        following = State(stoch=sample_onehot(logits, generator), logits=logits, deter=deter)
        yield action, following
        state = following


def imagine(self, state, policy, horizon, generator=None):
    if horizon == 0:
        nothing = state.deter.new_zeros(len(state.deter), 0, self.in_action.linear.in_features)
        return State(*(x.unsqueeze(1) for x in state)), nothing
    steps = [step for _, step in zip(range(horizon), _dream(self, state, policy, generator))]
    actions, states = zip(*steps)
    dream = State(*(torch.cat([first[:, None], torch.stack(rest, 1)], 1) for first, rest in zip(state, zip(*states))))
    return dream, torch.stack(actions, 1)
