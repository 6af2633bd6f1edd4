# wrong: imagine switches requires_grad off for the RSSM's parameters while it dreams, so a dream gives them no gradient
class Frozen:
    """After FreezeParameters of the older Dreamer ports."""

    def __init__(self, module):
        self.params = [p for p in module.parameters() if p.requires_grad]

    def __enter__(self):
        for p in self.params:
            p.requires_grad_(False)

    def __exit__(self, *exc):
        for p in self.params:
            p.requires_grad_(True)


def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    with Frozen(self):
        for _ in range(horizon):
            action = policy(state)
            deter = self.core(state.deter, state.stoch, action)
            logits = self.prior(deter)
            state = State(deter, sample_onehot(logits, generator), logits)
            states.append(state)
            actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
