# right: observe is one itertools.accumulate over the unbound steps, with the mask applied by a curried lambda.
from itertools import accumulate, islice


def observe(self, embed, action, is_first, state=None, generator=None):
    def step(previous, now):
        e, a, first = now
        clear = lambda x: x.masked_fill(first.view(-1, *[1] * (x.dim() - 1)), 0.0)
        deter = self.core(clear(previous.deter), clear(previous.stoch), clear(a))
        logits = self.posterior(deter, e)
        return State(deter, sample_onehot(logits, generator), logits)

    steps = zip(embed.unbind(1), action.unbind(1), is_first.ne(0).unbind(1))
    states = islice(accumulate(steps, step, initial=state or self.initial(embed.shape[0])), 1, None)
    return State._make(torch.stack(field, dim=1) for field in zip(*states))
