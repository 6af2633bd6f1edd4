# wrong: observe masks memory and guess where is_first but not the action
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T = embed.shape[:2]
    state = self.initial(B) if state is None else state
    fresh = self.initial(B)
    deters, stochs, logitss = [], [], []
    for t in range(T):
        first = is_first[:, t].bool()
        deter = torch.where(first[:, None], fresh.deter, state.deter)
        stoch = torch.where(first[:, None, None], fresh.stoch, state.stoch)
        deter = self.core(deter, stoch, action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        state = State(deter, stoch, logits)
        deters.append(deter)
        stochs.append(stoch)
        logitss.append(logits)
    return State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(logitss, 1))
