# wrong: the guess [B,S,K] is masked with a mask [B,1], which broadcasts over variables instead of rows: silent where B = S, an error elsewhere (B = 1 is right)
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch = state.deter, state.stoch
    history = []
    for t in range(embed.shape[1]):
        keep = (1.0 - is_first[:, t].float()).unsqueeze(-1)
        deter, stoch, act = (x * keep for x in (deter, stoch, action[:, t]))
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        history.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*history)))
