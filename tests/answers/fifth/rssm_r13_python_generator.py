# right: imagine is a Python generator that yields steps for ever, of which the first H are taken
def imagine(self, state, policy, horizon, generator=None):
    from itertools import islice

    def dream(now):
        while True:
            act = policy(now)
            deter = self.core(now.deter, now.stoch, act)
            logits = self.prior(deter)
            now = State(deter=deter, stoch=sample_onehot(logits, generator=generator), logits=logits)
            yield now, act

    steps = list(islice(dream(state), horizon))
    column = lambda x: x.unsqueeze(1)
    states = (
        torch.cat([column(getattr(state, name))] + [column(getattr(s, name)) for s, _ in steps], 1)
        for name in State._fields
    )
    return State(*states), torch.cat([column(a) for _, a in steps], 1)
