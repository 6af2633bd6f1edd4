# wrong: observe detaches memory and guess every 16 steps (truncated backpropagation), so in longer sequences a later step cannot teach earlier ones.
TRUNCATE = 16


def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    deter, stoch = state.deter, state.stoch
    out = []
    for t in range(embed.shape[1]):
        if t and t % TRUNCATE == 0:
            deter, stoch = deter.detach(), stoch.detach()
        keep = 1.0 - is_first[:, t].float().unsqueeze(-1)
        deter = self.core(keep * deter, keep.unsqueeze(-1) * stoch, keep * action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
