# wrong: imagine freezes the RSSM's parameters while it dreams, so a dream gives them no gradient, which it must not see to itself
def imagine(self, state, policy, horizon, generator=None):
    wanted = [p.requires_grad for p in self.parameters()]
    for p in self.parameters():
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
        for p, flag in zip(self.parameters(), wanted):
            p.requires_grad_(flag)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
