# wrong: observe resets memory and guess at is_first but leaves the action of the episode before in place
def observe(self, embed, action, is_first, state=None, generator=None):
    start = self.initial(embed.shape[0])
    state = start if state is None else state
    steps = []
    for t in range(embed.shape[1]):
        first = is_first[:, t].bool()
        deter = torch.where(first[:, None], start.deter, state.deter)
        stoch = torch.where(first[:, None, None], start.stoch, state.stoch)
        deter = self.core(deter, stoch, action[:, t])
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        steps.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*steps)))
