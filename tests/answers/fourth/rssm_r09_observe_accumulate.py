# right: observe is a functional fold (itertools.accumulate) over time-major tensors, with masks by torch.where
def observe(self, embed, action, is_first, state=None, generator=None):
    from itertools import accumulate

    def step(last, now):
        e, a, first = now
        wipe = lambda x: torch.where(first.reshape([-1] + [1] * (x.ndim - 1)), torch.zeros_like(x), x)
        h = self.core(wipe(last.deter), wipe(last.stoch), wipe(a))
        raw = self.posterior(h, e)
        return State(h, sample_onehot(raw, generator), raw)

    inputs = zip(embed.transpose(0, 1), action.transpose(0, 1), is_first.bool().T, strict=True)
    path = list(accumulate(inputs, step, initial=state or self.initial(len(embed))))[1:]
    return State(*map(lambda x: torch.stack(x, 1), zip(*path)))
