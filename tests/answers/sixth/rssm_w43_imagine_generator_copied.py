# wrong: it draws from a copy of the generator, so the caller's does not move on and two dreams in a row with it are the same
def imagine(self, state, policy, horizon, generator=None):
    draw = None
    if generator is not None:
        draw = torch.Generator(device=generator.device)
        draw.set_state(generator.get_state())
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, draw), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
