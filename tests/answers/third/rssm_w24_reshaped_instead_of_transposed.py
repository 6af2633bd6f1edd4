# wrong: observe stacks the steps as [T, B, ...] and reshapes them to [B, T, ...] instead of transposing, so rows and times are scrambled whenever both exceed 1.
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, time = embed.shape[:2]
    state = self.initial(batch) if state is None else state
    deters, stochs, logitss = [], [], []
    deter, stoch = state.deter, state.stoch
    for t in range(time):
        keep = 1 - is_first[:, t].to(deter.dtype)
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t] * keep[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        stochs.append(stoch)
        logitss.append(logits)
    return State(
        torch.stack(deters).reshape(batch, time, self.deter),
        torch.stack(stochs).reshape(batch, time, self.stoch, self.classes),
        torch.stack(logitss).reshape(batch, time, self.stoch, self.classes),
    )
