# wrong: the returned deter is the masked memory before core ran (one step late), though logits and sample belong to the one after
def observe(self, embed, action, is_first, state=None, generator=None):
    deter, stoch, _ = self.initial(embed.shape[0]) if state is None else state
    rows = []
    for t in range(embed.shape[1]):
        keep = (is_first[:, t] == 0).to(embed.dtype)[:, None]
        deter, stoch, act = deter * keep, stoch * keep[..., None], action[:, t] * keep
        after = self.core(deter, stoch, act)
        logits = self.posterior(after, embed[:, t])
        stoch = sample_onehot(logits, generator)
        rows.append(State(deter, stoch, logits))
        deter = after
    return State(*(torch.stack(x, 1) for x in zip(*rows)))
