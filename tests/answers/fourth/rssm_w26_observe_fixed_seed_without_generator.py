# wrong: where no generator is given observe makes one with seed 0 at each call, so what should be random is the same in every call
def observe(self, embed, action, is_first, state=None, generator=None):
    if generator is None:
        generator = torch.Generator(device=embed.device).manual_seed(0)
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch = state.deter, state.stoch
    states = []
    for t in range(embed.shape[1]):
        k = (1.0 - is_first[:, t].float())[:, None]
        deter = self.core(deter * k, stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
