# wrong: observe hands mixed log-probabilities to sample_onehot, which mixes them again (2 % of the uniform distribution in the draws)
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    out = []
    for t in range(T):
        keep = (1 - is_first[:, t].float())[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(unimix(logits), generator)
        state = State(deter, stoch, logits)
        out.append(state)
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
