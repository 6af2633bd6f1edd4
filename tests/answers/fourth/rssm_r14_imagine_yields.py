# right: imagine is a python generator of (state, action) pairs that is read to its end, with a while loop
def imagine(self, state, policy, horizon, generator=None):
    def dream(now):
        left = horizon
        while left:
            chosen = policy(now)
            yield now, chosen
            h = self.core(now.deter, now.stoch, chosen)
            raw = self.prior(h)
            now = State(logits=raw, stoch=sample_onehot(raw, generator), deter=h)
            left -= 1
        yield now, None

    pairs = list(dream(state))
    fields = {name: torch.stack([getattr(s, name) for s, _ in pairs], 1) for name in State._fields}
    return State(**fields), torch.stack([a for _, a in pairs if a is not None], 1)
