# right: observe is itertools.accumulate over the unbound time axis, with torch.where for the masks
def observe(self, embed, action, is_first, state=None, generator=None):
    from itertools import accumulate

    def step(before, now):
        seen, act, first = now
        first = first.bool().unsqueeze(-1)
        zero = act.new_zeros(())
        deter = self.core(
            torch.where(first, zero, before.deter),
            torch.where(first.unsqueeze(-1), zero, before.stoch),
            torch.where(first, zero, act),
        )
        logits = self.posterior(deter, seen)
        return State(deter, sample_onehot(logits, generator), logits)

    begin = state if state is not None else self.initial(len(embed))
    inputs = zip(embed.unbind(1), action.unbind(1), is_first.unbind(1), strict=True)
    _, *states = accumulate(inputs, step, initial=begin)
    return State._make(torch.stack(field, dim=1) for field in zip(*states))
