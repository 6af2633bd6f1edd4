# wrong: observe draws the returned samples a second time from all logits at the end, so the guess in a State is not the one from which the next memory came.
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    deter, stoch = state.deter, state.stoch
    deters, logits = [], []
    for t in range(embed.shape[1]):
        keep = (is_first[:, t] == 0).to(deter.dtype)[:, None]
        deter = self.core(deter * keep, stoch * keep[..., None], action[:, t] * keep)
        deters.append(deter)
        logits.append(self.posterior(deter, embed[:, t]))
        stoch = sample_onehot(logits[-1], generator)
    deters, logits = torch.stack(deters, 1), torch.stack(logits, 1)
    return State(deters, sample_onehot(logits, generator), logits)
