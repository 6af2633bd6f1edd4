# wrong: the guesses that are returned are drawn anew from all logits at the end, so they are not those that the memory was built on
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    deters, all_logits = [], []
    for t in range(length):
        keep = 1.0 - is_first[:, t].float()
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t] * keep[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        all_logits.append(logits)
    logits = torch.stack(all_logits, 1)
    return State(torch.stack(deters, 1), sample_onehot(logits, generator), logits)
