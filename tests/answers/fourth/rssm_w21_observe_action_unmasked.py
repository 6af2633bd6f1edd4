# wrong: where is_first, memory and guess are zeroed but the action is not, so the last action of the old episode leaks into the new one
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch, _ = state
    out = []
    for t in range(embed.shape[1]):
        keep = 1 - is_first[:, t].to(embed.dtype)
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        out.append((deter, stoch, logits))
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
