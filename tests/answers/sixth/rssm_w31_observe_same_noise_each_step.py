# wrong: the generator is set back to its first state before each step, so every step is drawn with the same random numbers
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.shape[0]) if state is None else state
    start = generator.get_state() if generator is not None else None
    states = []
    for t in range(embed.shape[1]):
        keep = 1 - is_first[:, t].float()[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        if generator is not None:
            generator.set_state(start)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states)))
