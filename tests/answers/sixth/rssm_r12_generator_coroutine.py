# right: imagine is a Python generator that yields (state, action) pairs and observe a coroutine that is sent inputs
def observe(self, embed, action, is_first, state=None, generator=None):
    def memory(now):
        result = None
        while True:
            e, a, f = yield result
            blank = self.initial(len(e))
            h = torch.where(f[:, None], blank.deter, now.deter)
            z = torch.where(f[:, None, None], blank.stoch, now.stoch)
            h = self.core(h, z, torch.where(f[:, None], torch.zeros_like(a), a))
            logits = self.posterior(h, e)
            result = now = State(h, sample_onehot(logits, generator), logits)

    run = memory(state if state is not None else self.initial(embed.shape[0]))
    next(run)
    seen = [run.send((embed[:, t], action[:, t], is_first[:, t] > 0)) for t in range(embed.shape[1])]
    run.close()
    return State(**{name: torch.stack([getattr(s, name) for s in seen], 1) for name in State._fields})


def imagine(self, state, policy, horizon, generator=None):
    def dream(now):
        for _ in range(horizon):
            a = policy(now)
            yield now, a
            h = self.core(now.deter, now.stoch, a)
            logits = self.prior(h)
            now = State(h, sample_onehot(logits, generator), logits)
        yield now, None

    states, actions = zip(*dream(state))
    joined = {name: torch.stack([getattr(s, name) for s in states], 1) for name in State._fields}
    return State(**joined), torch.stack(actions[:-1], 1)
