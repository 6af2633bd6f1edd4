# wrong: imagine hands the generator to the first draw only; all later ones come from the global one
def imagine(self, state, policy, horizon, generator=None):
    def step(state, rng=None):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        return State(deter, sample_onehot(logits, rng), logits), action

    trail, actions = [state], []
    new, action = step(state, generator)
    trail.append(new)
    actions.append(action)
    while len(trail) <= horizon:
        new, action = step(trail[-1])
        trail.append(new)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*trail))), torch.stack(actions, 1)
