# right: observe is an itertools.accumulate over unbound time steps with a generator that yields them
from itertools import accumulate


def observe(self, embed, action, is_first, state=None, generator=None):
    def move(before, now):
        e, a, begin = now
        ahead = (torch.where(begin.view(-1, *(1,) * (x.ndim - 1)), torch.zeros_like(x), x)
                 for x in (before.deter, before.stoch, a))
        deter = self.core(*ahead)
        logits = self.posterior(deter, e)
        return State(deter=deter, logits=logits, stoch=sample_onehot(logits, generator=generator))

    steps = zip(embed.unbind(1), action.unbind(1), is_first.ne(0).unbind(1))
    start = self.initial(len(embed)) if state is None else state
    _, *trail = accumulate(steps, move, initial=start)
    return State._make(torch.stack(parts).transpose(0, 1) for parts in zip(*trail))
