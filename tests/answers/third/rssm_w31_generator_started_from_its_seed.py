# wrong: observe draws from a copy of the generator restarted at its initial seed, so the given one is not used up and a second call with it draws the same again.
def observe(self, embed, action, is_first, state=None, generator=None):
    if generator is not None:  # reproducible, whatever was drawn before
        generator = torch.Generator(generator.device).manual_seed(generator.initial_seed())
    state = self.initial(len(embed)) if state is None else state
    deter, stoch = state.deter, state.stoch
    out = []
    for t in range(embed.shape[1]):
        keep = 1.0 - is_first[:, t].float().unsqueeze(-1)
        deter = self.core(keep * deter, keep.unsqueeze(-1) * stoch, keep * action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
