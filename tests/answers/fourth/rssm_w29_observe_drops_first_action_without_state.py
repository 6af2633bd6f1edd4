# wrong: without a given state the first action is taken as zero even where is_first is false, though only is_first may mask action[:, 0]
def observe(self, embed, action, is_first, state=None, generator=None):
    keep = 1.0 - is_first.to(action.dtype)
    action = action * keep[..., None]
    if state is None:
        state = self.initial(embed.shape[0])
        action = torch.cat([torch.zeros_like(action[:, :1]), action[:, 1:]], dim=1)
    deter, stoch = state.deter, state.stoch
    history = []
    for t in range(embed.shape[1]):
        k = keep[:, t, None]
        deter = self.core(deter * k, stoch * k[..., None], action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        history.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*history)))
