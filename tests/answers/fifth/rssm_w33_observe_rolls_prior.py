# wrong: the memory is rolled forward with samples of the prior, and the posterior is only computed afterwards, so what was seen never enters the memory
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    deters = []
    for t in range(length):
        keep = 1.0 - is_first[:, t].float()
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t] * keep[:, None])
        stoch = sample_onehot(self.prior(deter), generator)
        deters.append(deter)
    deter = torch.stack(deters, 1)
    logits = self.posterior(deter, embed)
    return State(deter, sample_onehot(logits, generator), logits)
