# wrong: the returned State holds unimix log-probabilities instead of the posterior's raw logits
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    states = []
    for t in range(embed.shape[1]):
        keep = (is_first[:, t] == 0).to(embed.dtype)[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], action[:, t] * keep)
        raw = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(raw, generator), unimix(raw))
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states)))
