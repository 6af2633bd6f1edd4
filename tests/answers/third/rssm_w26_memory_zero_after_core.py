# wrong: where is_first, observe sets the memory to 0 after core instead of before, so an episode's first memory is 0 and not core(0, 0, 0), which differs as soon as biases are not 0.
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    deter, stoch = state.deter, state.stoch
    out = []
    for t in range(embed.shape[1]):
        first = is_first[:, t].bool()[:, None]
        # a new episode starts with an empty memory
        deter = self.core(deter, stoch, action[:, t]).masked_fill(first, 0.0)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
