# right: observe and imagine share one small class that holds the current state and the trail, with the source of the logits passed in as a function.
class _Roller:
    def __init__(self, model, state, generator):
        self.model, self.state, self.generator, self.trail = model, state, generator, []

    def __call__(self, action, guess, first=None):
        deter, stoch = self.state.deter, self.state.stoch
        if first is not None:
            rows = first.nonzero().squeeze(1)
            deter, stoch, action = (x.index_fill(0, rows, 0.0) for x in (deter, stoch, action))
        deter = self.model.core(deter, stoch, action)
        logits = guess(deter)
        self.state = State(deter, sample_onehot(logits, self.generator), logits)
        self.trail.append(self.state)

    def stacked(self, *before):
        return State(*(torch.stack(x, 1) for x in zip(*before, *self.trail)))


def observe(self, embed, action, is_first, state=None, generator=None):
    roller = _Roller(self, self.initial(len(embed)) if state is None else state, generator)
    for t in range(embed.shape[1]):
        roller(action[:, t], lambda deter: self.posterior(deter, embed[:, t]), is_first[:, t])
    return roller.stacked()


def imagine(self, state, policy, horizon, generator=None):
    roller, actions = _Roller(self, state, generator), []
    for _ in range(horizon):
        actions.append(policy(roller.state))
        roller(actions[-1], self.prior)
    empty = state.deter.new_zeros(len(state.deter), 0, self.in_action.linear.in_features)
    return roller.stacked(state), torch.stack(actions, 1) if actions else empty
