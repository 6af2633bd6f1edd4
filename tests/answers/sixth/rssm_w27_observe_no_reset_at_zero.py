# wrong: is_first is ignored at t = 0, so a carried state is not reset when a sequence begins with a new episode
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    state = state or self.initial(batch)
    deter, stoch = state.deter, state.stoch
    deters, stochs, all_logits = [], [], []
    for t in range(length):
        act = action[:, t]
        if t > 0:
            first = is_first[:, t].bool()
            deter = torch.where(first[:, None], torch.zeros_like(deter), deter)
            stoch = torch.where(first[:, None, None], torch.zeros_like(stoch), stoch)
            act = torch.where(first[:, None], torch.zeros_like(act), act)
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        stochs.append(stoch)
        all_logits.append(logits)
    return State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(all_logits, 1))
