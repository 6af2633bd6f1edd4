# right: imagine is driven by a Python generator function that yields (state, action, next state) triples
def dreams(self, state, policy, generator):
    while True:
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state, before = State(deter, sample_onehot(logits, generator), logits), state
        yield before, action, state


def imagine(self, state, policy, horizon, generator=None):
    triples = [triple for _, triple in zip(range(horizon), dreams(self, state, policy, generator))]
    before, actions, after = zip(*triples)
    states = (*before, after[-1])
    pick = lambda name: torch.stack([getattr(s, name) for s in states], dim=1)
    return State(pick("deter"), pick("stoch"), pick("logits")), torch.stack(actions, dim=1)
