# wrong: observe draws the returned guesses anew from all logits at the end, so they are not the guesses that the next memories were computed from
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.shape[0]) if state is None else state
    deter, stoch = state.deter, state.stoch
    deters, all_logits = [], []
    for t in range(embed.shape[1]):
        keep = 1 - is_first[:, t, None].to(deter.dtype)
        deter = self.core(deter * keep, stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        all_logits.append(logits)
    logits = torch.stack(all_logits, 1)
    return State(torch.stack(deters, 1), sample_onehot(logits, generator), logits)
