# wrong: imagine switches requires_grad of the RSSM's parameters off while it dreams, so no gradient of the dream reaches them.
def imagine(self, state, policy, horizon, generator=None):
    params = [p for p in self.parameters() if p.requires_grad]
    for p in params:  # a dream must not teach the world model
        p.requires_grad_(False)
    try:
        states, actions = [state], []
        for _ in range(horizon):
            actions.append(policy(state))
            deter = self.core(state.deter, state.stoch, actions[-1])
            logits = self.prior(deter)
            state = State(deter, sample_onehot(logits, generator), logits)
            states.append(state)
    finally:
        for p in params:
            p.requires_grad_(True)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
