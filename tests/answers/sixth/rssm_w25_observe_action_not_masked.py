# wrong: where is_first, memory and guess are zeroed but the action is not, so the last episode's action leaks into the new one
def observe(self, embed, action, is_first, state=None, generator=None):
    deter, stoch, _ = self.initial(embed.shape[0]) if state is None else state
    out = []
    for e, a, first in zip(embed.unbind(1), action.unbind(1), is_first.bool().unbind(1)):
        deter = deter.masked_fill(first[:, None], 0.0)
        stoch = stoch.masked_fill(first[:, None, None], 0.0)
        deter = self.core(deter, stoch, a)
        logits = self.posterior(deter, e)
        stoch = sample_onehot(logits, generator)
        out.append((deter, stoch, logits))
    return State(*[torch.stack(list(part), dim=1) for part in zip(*out)])
