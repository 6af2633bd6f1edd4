# wrong: the returned stoch is a second sample drawn after the loop, not the one that the memory went on with
def observe(self, embed, action, is_first, state=None, generator=None):
    deter, stoch, _ = state if state is not None else self.initial(embed.shape[0])
    deters, logits = [], []
    for t in range(embed.shape[1]):
        keep = (is_first[:, t] == 0).to(embed.dtype)[:, None]
        deter = self.core(deter * keep, stoch * keep[..., None], action[:, t] * keep)
        logit = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logit, generator)
        deters.append(deter)
        logits.append(logit)
    logits = torch.stack(logits, 1)
    return State(torch.stack(deters, 1), sample_onehot(logits, generator), logits)
