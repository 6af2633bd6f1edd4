# wrong: observe samples the returned guesses anew from the stacked logits after the loop, so State.stoch is not what the memory was driven by
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    state = state or self.initial(B)
    deter, stoch = state.deter, state.stoch
    deters, logits = [], []
    for t in range(T):
        keep = (1 - is_first[:, t].float())[:, None]
        deter = self.core(deter * keep, stoch * keep[..., None], action[:, t] * keep)
        logit = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logit, generator)
        deters.append(deter)
        logits.append(logit)
    deters, logits = torch.stack(deters, 1), torch.stack(logits, 1)
    return State(deters, sample_onehot(logits, generator), logits)
