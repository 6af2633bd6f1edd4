# right: observe works time-major with itertools.accumulate; masks by where against initial, all actions at once
from itertools import accumulate


def observe(self, embed, action, is_first, state=None, generator=None):
    batch = embed.shape[0]
    blank = self.initial(batch)
    first = is_first.ne(0)
    action = torch.where(first[..., None], torch.zeros_like(action), action)

    def step(before, now):
        e, a, f = now
        deter, stoch = (
            torch.where(f.reshape(-1, *[1] * (x.dim() - 1)), zero, x)
            for x, zero in ((before.deter, blank.deter), (before.stoch, blank.stoch))
        )
        deter = self.core(deter, stoch, a)
        logits = self.posterior(deter, e)
        return State(deter, sample_onehot(logits, generator), logits)

    inputs = zip(embed.unbind(1), action.unbind(1), first.unbind(1))
    _, *steps = accumulate(inputs, step, initial=blank if state is None else state)
    return State(*(torch.stack(x).transpose(0, 1) for x in zip(*steps)))
