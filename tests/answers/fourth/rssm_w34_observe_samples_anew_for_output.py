# wrong: the guesses that come out are drawn once more at the end, so they are not the ones that the memory was moved on with
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch = state.deter, state.stoch
    deters, all_logits = [], []
    for t in range(embed.shape[1]):
        k = (1.0 - is_first[:, t].float())[:, None]
        deter = self.core(deter * k, stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        all_logits.append(logits)
    deters, all_logits = torch.stack(deters, 1), torch.stack(all_logits, 1)
    return State(deters, sample_onehot(all_logits, generator), all_logits)
