# right: observe is an itertools.accumulate over time with masked_fill, stacked by transposing tuples
def observe(self, embed, action, is_first, state=None, generator=None):
    from itertools import accumulate

    first = is_first.to(torch.bool)
    action = action.masked_fill(first.unsqueeze(-1), 0)

    def step(before, now):
        e, a, f = now
        h = self.core(
            before.deter.masked_fill(f[:, None], 0), before.stoch.masked_fill(f[:, None, None], 0), a
        )
        logits = self.posterior(h, e)
        return State(h, sample_onehot(logits, generator), logits)

    begin = self.initial(embed.size(0)) if state is None else state
    steps = zip(embed.unbind(1), action.unbind(1), first.unbind(1))
    _, *after = accumulate(steps, step, initial=begin)
    return State._make(torch.stack(part, dim=1) for part in zip(*after))
