# wrong: the sample is drawn from unimix(logits), which sample_onehot mixes once more, so about 2 % instead of 1 % is uniform and the straight-through gradient shrinks
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch = state.deter, state.stoch
    history = []
    for t in range(embed.shape[1]):
        k = (1.0 - is_first[:, t].float())[:, None]
        deter = self.core(deter * k, stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(unimix(logits), generator)
        history.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*history)))
