# wrong: it draws from a copy of the generator, so the caller's never advances and a second dream with it repeats the first draw by draw
def imagine(self, state, policy, horizon, generator=None):
    if generator is not None:
        own = torch.Generator(device=generator.device)
        own.set_state(generator.get_state())
        generator = own
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
