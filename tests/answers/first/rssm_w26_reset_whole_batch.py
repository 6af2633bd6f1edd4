# wrong: observe zeroes memory, guess and action of every row of the batch as soon as any row is_first
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch, _ = state
    states = []
    for t in range(embed.shape[1]):
        act = action[:, t]
        if is_first[:, t].any():
            deter, stoch, act = map(torch.zeros_like, (deter, stoch, act))
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append((deter, stoch, logits))
    return State(*[torch.stack(x, dim=1) for x in zip(*states)])
