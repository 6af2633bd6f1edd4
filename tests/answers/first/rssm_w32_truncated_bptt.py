# wrong: observe detaches memory and guess every 16 steps, so in longer sequences later steps cannot teach the earlier ones
BPTT = 16


def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.shape[0]) if state is None else state
    deter, stoch, _ = state
    deters, stochs, logitss = [], [], []
    for t in range(embed.shape[1]):
        if t and t % BPTT == 0:
            deter, stoch = deter.detach(), stoch.detach()
        mask = 1 - is_first[:, t].to(deter.dtype)
        deter = self.core(deter * mask[:, None], stoch * mask[:, None, None], action[:, t] * mask[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        stochs.append(stoch)
        logitss.append(logits)
    return State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(logitss, 1))
