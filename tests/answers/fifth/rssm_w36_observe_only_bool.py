# wrong: the mask is made with ~is_first, which fails for floats and gives -1 and -2 instead of 1 and 0 for integers
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    keep = (~is_first).to(embed.dtype)
    states = []
    for t in range(length):
        k = keep[:, t, None]
        deter = self.core(deter * k, stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
