# wrong: observe returns in deter the memory before core ran at each step, not the one that the posterior saw
def observe(self, embed, action, is_first, state=None, generator=None):
    carry = self.initial(embed.shape[0]) if state is None else state
    deters, stochs, logitss = [], [], []
    for t in range(embed.shape[1]):
        keep = 1 - is_first[:, t, None].to(embed.dtype)
        deter = carry.deter * keep
        stoch = carry.stoch * keep[..., None]
        deters.append(deter)
        new = self.core(deter, stoch, action[:, t] * keep)
        logits = self.posterior(new, embed[:, t])
        carry = State(new, sample_onehot(logits, generator), logits)
        stochs.append(carry.stoch)
        logitss.append(logits)
    return State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(logitss, 1))
