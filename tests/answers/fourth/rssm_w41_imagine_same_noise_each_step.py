# wrong: the generator is put back to where it was before each draw, so every step of the dream is drawn with the same random numbers
def imagine(self, state, policy, horizon, generator=None):
    start = generator.get_state() if generator is not None else None
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        if generator is not None:
            generator.set_state(start)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
