# wrong: observe draws from a new generator seeded with generator.initial_seed(), so the given one is not advanced and a second call repeats the same draws
def observe(self, embed, action, is_first, state=None, generator=None):
    rng = None
    if generator is not None:  # own copy: do not disturb the caller's
        rng = torch.Generator(device=embed.device)
        rng.manual_seed(generator.initial_seed())
    state = self.initial(embed.shape[0]) if state is None else state
    states = []
    for t in range(embed.shape[1]):
        mask = 1 - is_first[:, t].to(embed.dtype)
        deter = self.core(
            state.deter * mask[:, None], state.stoch * mask[:, None, None], action[:, t] * mask[:, None]
        )
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, rng), logits)
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states)))
