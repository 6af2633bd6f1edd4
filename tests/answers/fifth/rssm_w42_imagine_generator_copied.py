# wrong: draws come from a copy of the generator, so the given one is not moved on and two dreams in a row are the same
def imagine(self, state, policy, horizon, generator=None):
    if generator is not None:
        generator = torch.Generator(generator.device).set_state(generator.get_state())
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(states[-1])
        deter = self.core(states[-1].deter, states[-1].stoch, action)
        logits = self.prior(deter)
        states.append(State(deter, sample_onehot(logits, generator), logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
