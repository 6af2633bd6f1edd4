# wrong: only the given start state is detached, so no gradient flows back into it
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        deter, stoch, _ = self.initial(embed.shape[0])
    else:
        deter, stoch = state.deter.detach(), state.stoch.detach()
    states = []
    for t in range(embed.shape[1]):
        keep = (is_first[:, t] == 0).to(embed.dtype)[:, None]
        deter = self.core(deter * keep, stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append((deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
